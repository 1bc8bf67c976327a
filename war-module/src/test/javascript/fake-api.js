/**
 * An API with fixed answers by "method path": a value, or a function of the body. It records the calls: [method, path, body]. The keys are
 * those of posts, the tags those of what is changed. What is answered with a tag, unless it has its own answer, has one that counts the
 * calls.
 */
export function fakeApi(answers) {
  const calls = [];
  const keys = [];
  const tags = [];
  const tagged = (name, method) => async (path, ...given) => Object.hasOwn(answers, `${name} ${path}`)
    ? call(name)(path, ...given) : { content: await call(method)(path, ...given), tag: `"${calls.length}"` };
  const call = method => async (path, ...given) => {
    const bodies = ['post', 'put', 'patch'].includes(method) ? given.slice(0, 1) : [];
    calls.push([method, path, ...bodies]);
    keys.push(...method === 'post' ? [given[1]?.key] : []);
    tags.push(...['patch', 'put'].includes(method) ? [given[1]?.tag] : []);
    if (!Object.hasOwn(answers, `${method} ${path}`)) {
      throw new Error(`Nobody expected ${method} ${path}.`);
    }
    const answer = answers[`${method} ${path}`];
    return typeof answer === 'function' ? answer(...bodies) : answer;
  };
  const api = Object.fromEntries(['get', 'download', 'post', 'put', 'delete'].map(method => [method, call(method)]));
  Object.assign(api, { getTagged: tagged('getTagged', 'get'), patchTagged: tagged('patchTagged', 'patch') });
  return { api, calls, keys, tags };
}

/** An answer that refuses. */
export const refuse = error => () => {
  throw error;
};
