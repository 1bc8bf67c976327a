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

/** Of a document that was written while it was read. In no text of somebody are there such quotes. */
const END = '"complete":true}';

/** The token is taken, but not for this: another one of the same sign-in would not be either. */
const SIGN_IN_TOO_OLD = '/clarify/problems/sign-in-too-old';

const NOT_SIGNED_IN = { detail: 'You are not signed in any longer. Nothing that you typed is lost: try again to sign in.' };

/**
 * Calls the API with the token of a session; what was refused because of the token goes on with the next one. Options: limit, how long the
 * answer may take, key, with which the server does the same only once, and tag, that of what is to be changed. getTagged() and patchTagged() are
 * fulfilled with {content, tag}; download() with a Blob, whose parts have the limit each.
 */
export function caller(session) {
  async function answerTo(method, path, body, options = {}) {
    for (;;) {
      const token = session.token();
      const answer = await exchange(token, method, path, body, options);
      if (answer.status !== 401 || problemOf(answer).type === SIGN_IN_TOO_OLD) {
        session.taken();
        return answer;
      }
      if (!await session.renewed(token)) {
        throw new Refused(401, NOT_SIGNED_IN);
      }
    }
  }
  const send = async (...request) => contentOf(await answerTo(...request));
  const sendTagged = async (...request) => {
    const answer = await answerTo(...request);
    return { content: contentOf(answer), tag: answer.tag };
  };
  return {
    get: (path, options) => send('GET', path, undefined, options),
    getTagged: path => sendTagged('GET', path),
    async download(path) {
      const answer = await answerTo('GET', path, undefined, { isFile: true });
      return answer.file ?? contentOf(answer);
    },
    post: (path, body, options) => send('POST', path, body, options),
    put: (path, body, options) => send('PUT', path, body, options),
    patchTagged: (path, body, options) => sendTagged('PATCH', path, body, options),
    delete: (path, options) => send('DELETE', path, undefined, options),
  };
}

/** One request and its whole answer: {status, ok, isJson, text, tag}, or {status, file}. */
async function exchange(token, method, path, body, { limit = LIMIT, key, tag, isFile = false }) {
  const ending = new AbortController();
  let timer = null;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ending.abort(), limit);
  };
  wait();
  try {
    const answer = await fetch(BASE + path, {
      method,
      headers: {
        Accept: path === '/metrics' ? 'text/plain' : 'application/json',
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        ...(tag === undefined ? {} : { 'If-Match': tag }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: ending.signal,
    });
    if (isFile && answer.ok) {
      return { status: answer.status, file: await whole(answer, wait) };
    }
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('Content-Type') ?? '');
    return { status: answer.status, ok: answer.ok, isJson, text: await answer.text(), tag: strong(answer.headers.get('ETag')) };
  } catch {
    throw new Unreachable(method, ending.signal.aborted ? limit : null);
  } finally {
    clearTimeout(timer);
  }
}

/** A proxy that compresses makes a tag weak; it still names the content, as the server has made it of that. */
function strong(tag) {
  return tag?.replace(/^W\//, '');
}

/** The body as a file, which the browser may keep on its disk; moved() is called with each part. Its end says that it is whole. */
async function whole(answer, moved) {
  const parts = answer.body.pipeThrough(new TransformStream({
    transform(part, to) {
      moved();
      to.enqueue(part);
    },
  }));
  const file = await new Response(parts).blob();
  if (await file.slice(-END.length).text() !== END) {
    throw new Error('The file has no end.');
  }
  return file;
}

function contentOf(answer) {
  if (!answer.ok) {
    throw new Refused(answer.status, problemOf(answer));
  }
  return answer.isJson && answer.text !== '' ? JSON.parse(answer.text) : answer.text;
}

function problemOf({ isJson, text }) {
  return isJson && text !== '' ? JSON.parse(text) : {};
}
