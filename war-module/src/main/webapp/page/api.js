const BASE = new URL('api', document.baseURI).href;

/** A request that the server refused, with the problem details that it sent. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

/** The server did not answer. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached. Nothing was lost here: try again when the network is back.');
  }
}

/** Calls the API with a token, which is kept in this closure only. */
export function caller(token) {
  async function send(method, path, body) {
    const answer = await fetch(BASE + path, {
      method,
      headers: {
        Accept: path === '/metrics' ? 'text/plain' : 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    }).catch(() => {
      throw new Unreachable();
    });
    const text = await answer.text().catch(() => {
      throw new Unreachable();
    });
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('Content-Type') ?? '');
    const content = isJson && text !== '' ? JSON.parse(text) : text;
    if (!answer.ok) {
      throw new Refused(answer.status, isJson ? content : {});
    }
    return content;
  }
  return {
    get: path => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: path => send('DELETE', path),
  };
}
