const BASE = new URL('api', document.baseURI).href;

/** How long a request may take, in milliseconds. */
const LIMIT = 15000;

/** A request that the server refused, with the problem details that it sent. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The server answered ${status}.`);
    this.status = status;
    this.type = problem.type ?? '';
    this.errors = problem.errors ?? [];
  }
}

/** The server did not answer. What it was asked to do may be done or not. */
export class Unreachable extends Error {
  constructor(method, limit) {
    const what = limit === null ? 'The server cannot be reached.' : `The server has not answered within ${limit / 1000} s.`;
    super(`${what} ${method === 'GET' ? 'What you see is what it said last.'
      : 'It is not known whether this was done. Nothing that you typed is lost: try again, it is not done twice.'}`);
  }
}

const NOT_SIGNED_IN = { detail: 'You are not signed in any longer. Nothing that you typed is lost: try again to sign in.' };

/**
 * Calls the API with the token of a session; what was refused because of the token goes on with the next one. Options: limit, how long the
 * answer may take, and key, with which the server does the same only once.
 */
export function caller(session) {
  async function send(method, path, body, options = {}) {
    for (;;) {
      const token = session.token();
      const answer = await exchange(token, method, path, body, options);
      if (answer.status !== 401) {
        session.taken();
        return contentOf(answer);
      }
      if (!await session.renewed(token)) {
        throw new Refused(401, NOT_SIGNED_IN);
      }
    }
  }
  return {
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body, options) => send('POST', path, body, options),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path, options) => send('DELETE', path, undefined, options),
  };
}

/** One request and its whole answer: {status, ok, isJson, text}. */
async function exchange(token, method, path, body, { limit = LIMIT, key }) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), limit);
  try {
    const answer = await fetch(BASE + path, {
      method,
      headers: {
        Accept: path === '/metrics' ? 'text/plain' : 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: ending.signal,
    });
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('Content-Type') ?? '');
    return { status: answer.status, ok: answer.ok, isJson, text: await answer.text() };
  } catch {
    throw new Unreachable(method, ending.signal.aborted ? limit : null);
  } finally {
    clearTimeout(timer);
  }
}

function contentOf({ status, ok, isJson, text }) {
  const content = isJson && text !== '' ? JSON.parse(text) : text;
  if (!ok) {
    throw new Refused(status, isJson ? content : {});
  }
  return content;
}
