import { requests, serve } from './browser.js';
import { assertEquals, assertRejected, test } from './testing.js';
import { Refused, Unreachable, caller } from '../../main/webapp/page/api.js';

const api = caller('the-token');

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
  for (const name of ['get', 'post', 'put', 'patch', 'delete']) {
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

test('a refusal has the status, the detail and the errors of the problem', async () => {
  problem(400, '{"detail":"No such budget.","errors":[{"parameter":"budget","detail":"too small"}]}');

  const error = await assertRejected(api.get('/context?budget=0'));
  assertEquals([error instanceof Refused, error.status, error.message], [true, 400, 'No such budget.']);
  assertEquals(error.errors, [{ parameter: 'budget', detail: 'too small' }]);
});

test('a refusal without a problem says its status', async () => {
  serve(() => ({ status: 502, type: 'text/html', text: '<h1>Bad gateway</h1>' }));

  const error = await assertRejected(api.get('/x'));
  assertEquals([error.status, error.message, error.errors], [502, 'The server answered 502.', []]);
});

test('a network that is down is called so', async () => {
  const error = await assertRejected(api.get('/x'));

  assertEquals([error instanceof Unreachable, error.message.slice(0, 29)], [true, 'The server cannot be reached.']);
});

test('a connection that is lost within the answer is a network that is down', async () => {
  serve(() => ({ text: null }));

  assertEquals(await assertRejected(api.get('/x')) instanceof Unreachable, true);
});
