/** An API with fixed answers by "method path": a value, or a function of the body. It records the calls: [method, path, body]. The keys are those of posts. */
export function fakeApi(answers) {
  const calls = [];
  const keys = [];
  const call = method => async (path, ...given) => {
    const bodies = ['post', 'put', 'patch'].includes(method) ? given.slice(0, 1) : [];
    calls.push([method, path, ...bodies]);
    keys.push(...method === 'post' ? [given[1]?.key] : []);
    if (!Object.hasOwn(answers, `${method} ${path}`)) {
      throw new Error(`Nobody expected ${method} ${path}.`);
    }
    const answer = answers[`${method} ${path}`];
    return typeof answer === 'function' ? answer(...bodies) : answer;
  };
  const api = Object.fromEntries(['get', 'getTagged', 'download', 'post', 'put', 'patch', 'delete'].map(method => [method, call(method)]));
  return { api, calls, keys };
}

/** An answer that refuses. */
export const refuse = error => () => {
  throw error;
};
