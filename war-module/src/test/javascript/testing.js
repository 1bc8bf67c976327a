const bodies = new Map();
const waiting = [];
let end = null;

/** A test, named by a sentence. Each one runs in a context of its own: nothing is left over from another. */
export function test(sentence, body) {
  if (bodies.has(sentence)) {
    throw new Error(`Two tests are called "${sentence}".`);
  }
  bodies.set(sentence, body);
}

/** Fulfilled when nothing is left to do: every promise that can be settled is settled. Timers do not count. */
export const idle = () => new Promise(resolve => waiting.push(resolve));

export function assertEquals(actual, expected) {
  const [left, right] = [actual, expected].map(each => JSON.stringify(each, plain, 1) ?? String(each));
  if (left !== right) {
    throw new Error(`expected ${right}\nbut was ${left}`);
  }
}

export function assertContains(text, part) {
  if (!text.includes(part)) {
    throw new Error(`expected ${JSON.stringify(part)}\nin ${JSON.stringify(text)}`);
  }
}

export async function assertRejected(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure, but there was none');
}

/** Lets JSON tell apart what it would write the same way. */
const plain = (key, value) => {
  if (value === undefined) {
    return '(undefined)';
  }
  return typeof value === 'number' && !Number.isFinite(value) ? `(${value})` : value;
};

/* What PageTest calls. */

export const sentences = () => [...bodies.keys()];

export function start(sentence) {
  Promise.resolve().then(bodies.get(sentence)).then(() => { end = ''; }, error => { end = error.stack ?? String(error); });
}

/** Called when nothing is left to do; false when nobody waits for that. */
export function resume() {
  const resolve = waiting.shift();
  resolve?.();
  return resolve !== undefined;
}

/** Empty after a success, null for a test that has not ended. */
export const result = () => end;
