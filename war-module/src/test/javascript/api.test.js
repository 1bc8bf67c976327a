import { pass, requests, serve } from './browser.js';
import { assertContains, assertEquals, assertRejected, test } from './testing.js';
import { Refused, Unreachable, caller } from '../../main/webapp/page/api.js';

/** A session that has these tokens, one after the other. */
const sessionOf = (...tokens) => ({
  token: () => tokens[0],
  taken() {
    this.isTaken = true;
  },
  async renewed(wrong) {
    return wrong === tokens.shift() && tokens.length > 0;
  },
});

const api = caller(sessionOf('the-token'));

const problem = (status, text) => serve(() => ({ status, type: 'application/problem+json', text }));

test('a request goes to the API beside the page, with the token', async () => {
  serve(() => ({ text: '{}' }));
  await api.get('/dreams?limit=100');

  const [[address, { method, headers }]] = requests;
  assertEquals([method, address], ['GET', 'https://clarify.example/clarify/api/dreams?limit=100']);
  assertEquals(headers, { Accept: 'application/json', Authorization: 'Bearer the-token' });
});

test('a request sends no cookies, is not cached, and follows no redirect', async () => {
  serve(() => ({ text: '{}' }));
  await api.get('/dreams');

  const { cache, credentials, redirect } = requests[0][1];
  assertEquals({ cache, credentials, redirect }, { cache: 'no-store', credentials: 'omit', redirect: 'error' });
});

test('a body is sent as JSON', async () => {
  serve(() => ({ text: '{}' }));
  await api.post('/dreams', { title: '"a"', category: null });

  const { headers, body } = requests[0][1];
  assertEquals([headers['Content-Type'], body], ['application/json', '{"title":"\\"a\\"","category":null}']);
});

test('a request without a body names no type of a body', async () => {
  serve(() => ({ status: 204 }));
  await api.delete('/admin/cache');

  const { headers, body } = requests[0][1];
  assertEquals(['Content-Type' in headers, body], [false, undefined]);
});

test('each method has its name', async () => {
  serve(() => ({ text: '{}' }));
  for (const name of ['get', 'post', 'put', 'patchTagged', 'delete']) {
    await api[name]('/x', {});
  }

  assertEquals(requests.map(([, { method }]) => method), ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
});

test('JSON is parsed', async () => {
  serve(() => ({ type: 'application/json;charset=UTF-8', text: '{"a":[1]}' }));

  assertEquals(await api.get('/x'), { a: [1] });
});

test('metrics are asked for as text and come as text', async () => {
  serve(() => ({ type: 'text/plain; version=0.0.4', text: '# HELP 1' }));

  assertEquals(await api.get('/metrics'), '# HELP 1');
  assertEquals(requests[0][1].headers.Accept, 'text/plain');
});

test('an answer without content is empty', async () => {
  serve(() => ({ status: 204, type: null }));
  assertEquals(await api.delete('/x'), '');

  serve(() => ({ status: 200, text: '' }));
  assertEquals(await api.get('/x'), '');
});

test('a refusal has the type, the status, the detail and the errors of the problem', async () => {
  problem(400, '{"type":"/clarify/problems/invalid-query","detail":"No such budget.","errors":[{"parameter":"budget","detail":"too small"}]}');

  const error = await assertRejected(api.get('/context?budget=0'));
  assertEquals([error instanceof Refused, error.type, error.status, error.message],
    [true, '/clarify/problems/invalid-query', 400, 'No such budget.']);
  assertEquals(error.errors, [{ parameter: 'budget', detail: 'too small' }]);
});

test('a refusal without a problem says its status', async () => {
  serve(() => ({ status: 502, type: 'text/html', text: '<h1>Bad gateway</h1>' }));

  const error = await assertRejected(api.get('/x'));
  assertEquals([error.type, error.status, error.message, error.errors], ['', 502, 'The server answered 502.', []]);
});

test('a network that is down is called so', async () => {
  const error = await assertRejected(api.get('/x'));

  assertEquals([error instanceof Unreachable, error.message.slice(0, 29)], [true, 'The server cannot be reached.']);
});

test('a connection that is lost within the answer is a network that is down', async () => {
  serve(() => ({ text: null }));

  assertEquals(await assertRejected(api.get('/x')) instanceof Unreachable, true);
});

test('what was not done because of the network may be done nevertheless, and is told so', async () => {
  assertContains((await assertRejected(api.post('/dreams', {}))).message, 'It is not known whether this was done.');
  assertContains((await assertRejected(api.get('/dreams'))).message, 'What you see is what it said last.');
});

async function ended(limit, call) {
  serve(() => null);
  const rejected = assertRejected(call());
  await pass(limit - 1);
  const { signal } = requests.at(-1)[1];
  assertEquals(signal.aborted, false);
  await pass(1);
  return rejected;
}

test('a request that is not answered ends after 15 seconds', async () => {
  const error = await ended(15000, () => api.get('/x'));

  assertEquals([error instanceof Unreachable, error.message.slice(0, 44)], [true, 'The server has not answered within 15 s. Wha']);
});

test('a request may have another limit', async () => {
  assertContains((await ended(5000, () => api.get('/x', { limit: 5000 }))).message, 'within 5 s.');
  assertContains((await ended(120000, () => api.delete('/x', { limit: 120000 }))).message, 'within 120 s.');
});

test('what is to be changed is named by its tag', async () => {
  serve(() => ({ text: '{"name":"Ines"}', tag: '"a"' }));
  assertEquals(await api.getTagged('/users/me'), { content: { name: 'Ines' }, tag: '"a"' });

  await api.delete('/users/me', { tag: '"a"' });
  await api.delete('/users/me');
  assertEquals(requests.map(([, { headers }]) => headers['If-Match'] ?? null), [null, '"a"', null]);
});

test('a refusal is no tag', async () => {
  problem(404, '{"detail":"There is no profile."}');

  assertEquals((await assertRejected(api.getTagged('/users/me'))).message, 'There is no profile.');
});

test('a file comes in parts', async () => {
  serve(() => ({ parts: ['{"dreams":[],"comp', 'lete":true}'] }));

  assertEquals(await (await api.download('/users/me/export')).text(), '{"dreams":[],"complete":true}');
});

test('a file without its end is no file', async () => {
  for (const part of ['', '{"dreams":[{"title":"A boat"}', '{"dreams":[{"title":"\\"complete\\":true}']) {
    serve(() => ({ parts: [part] }));

    assertEquals(await assertRejected(api.download('/users/me/export')) instanceof Unreachable, true);
  }
});

test('a file that is refused is a refusal', async () => {
  problem(503, '{"detail":"Too many exports are on their way."}');

  assertEquals((await assertRejected(api.download('/users/me/export'))).message, 'Too many exports are on their way.');
});

test('each part of a file has the limit', async () => {
  const later = wait => new Promise(resolve => { setTimeout(() => resolve('{'), wait); });
  serve(() => ({ parts: [later(14000), later(28000), later(42000), '"complete":true}'] }));
  const file = api.download('/x');
  await pass(42000);

  assertEquals(await (await file).text(), '{{{"complete":true}');
});

test('a file that does not go on ends', async () => {
  serve(() => ({ parts: ['{', null] }));
  const rejected = assertRejected(api.download('/x'));
  await pass(15000);

  assertContains((await rejected).message, 'has not answered within 15 s.');
});

test('a key is a header of its own', async () => {
  serve(() => ({ text: '{}' }));
  await api.post('/dreams', {}, { key: 'k' });
  await api.post('/dreams', {});

  assertEquals(requests.map(([, { headers }]) => headers['Idempotency-Key'] ?? null), ['k', null]);
});

test('what is refused because of the token goes on with the next one, the same in everything else', async () => {
  serve((address, { headers }) => headers.Authorization === 'Bearer fresh' ? { text: '{"id":"d1"}' } : { status: 401 });
  const session = sessionOf('old', 'fresh');

  assertEquals(await caller(session).post('/dreams', { title: 'x' }, { key: 'k' }), { id: 'd1' });
  assertEquals(session.isTaken, true);
  const [[address, first], [again, second]] = requests;
  assertEquals([again, second.method, second.body, second.headers['Idempotency-Key']], [address, first.method, first.body, 'k']);
});

test('a sign-in that is too old is said, and no other token is asked for', async () => {
  serve(() => ({ status: 401, text: '{"type":"/clarify/problems/sign-in-too-old","detail":"Sign in again."}' }));

  const error = await assertRejected(caller(sessionOf('old', 'fresh')).delete('/users/me'));
  assertEquals([error.message, requests.length], ['Sign in again.', 1]);
});

test('the tag of an answer that a proxy has compressed names the same', async () => {
  serve(() => ({ text: '{}', tag: 'W/"a"' }));

  assertEquals((await caller(sessionOf('old')).getTagged('/users/me')).tag, '"a"');
});

test('without another token it is refused, and nothing is lost', async () => {
  serve(() => ({ status: 401 }));
  const session = sessionOf('old');

  const error = await assertRejected(caller(session).post('/dreams', {}));
  assertEquals([error instanceof Refused, error.status, session.isTaken ?? false], [true, 401, false]);
  assertContains(error.message, 'Nothing that you typed is lost');
});

test('another refusal shows that the token was taken', async () => {
  serve(() => ({ status: 403 }));
  const session = sessionOf('old');
  await assertRejected(caller(session).get('/x'));

  assertEquals(session.isTaken, true);
});
