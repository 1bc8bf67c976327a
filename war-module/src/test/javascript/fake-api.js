/** An API with fixed answers by "method path": a value, or a function of the body. It records the calls: [method, path, body]. */
export function fakeApi(answers) {
  const calls = [];
  const call = method => async (path, ...bodies) => {
    calls.push([method, path, ...bodies]);
    if (!Object.hasOwn(answers, `${method} ${path}`)) {
      throw new Error(`Nobody expected ${method} ${path}.`);
    }
    const answer = answers[`${method} ${path}`];
    return typeof answer === 'function' ? answer(...bodies) : answer;
  };
  const api = Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map(method => [method, call(method)]));
  return { api, calls };
}

/** An answer that refuses. */
export const refuse = error => () => {
  throw error;
};
