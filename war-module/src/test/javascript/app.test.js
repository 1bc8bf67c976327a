import { announced, fill, goTo, pass, requests, serve, storage, withText } from './browser.js';
import { assertContains, assertEquals, idle, test } from './testing.js';

/* {"email":"ines@example.org","groups":[...]} */
const USER = 'e30.eyJlbWFpbCI6ImluZXNAZXhhbXBsZS5vcmciLCJncm91cHMiOlsidXNlciJdfQ.s';
const BOTH = 'e30.eyJlbWFpbCI6ImluZXNAZXhhbXBsZS5vcmciLCJncm91cHMiOlsiYWRtaW4iLCJ1c2VyIl19.s';
const AGENT = 'e30.eyJlbWFpbCI6ImluZXNAZXhhbXBsZS5vcmciLCJncm91cHMiOlsiYWdlbnQiXX0.s';

const main = document.getElementById('main');

const refused = status => () => ({ status, type: 'application/problem+json', text: '{"detail":"No."}' });

const title = () => main.querySelector('h1').textContent;

async function open(hash = '') {
  location.hash = hash;
  await import('../../main/webapp/page/app.js');
  await idle();
}

/** As the dev server does. */
function takeTokensFromAddresses() {
  const setting = document.createElement('meta');
  setting.id = 'token-in-address';
  setting.setAttribute('content', 'taken');
  document.body.append(setting);
}

function signIn(token) {
  fill(main, 'token', token);
  withText(main, 'button', 'Sign in').click();
  return idle();
}

test('the page asks for a token first, and the server for nothing', async () => {
  await open();

  assertEquals([title(), document.title, requests], ['Sign in', 'Sign in - Clarify Context', []]);
  assertEquals(document.activeElement.getAttribute('name'), 'token');
  assertEquals(['views', 'who', 'leave'].map(id => document.getElementById(id).hidden), [true, true, true]);
});

test('a person sees the own context', async () => {
  serve(refused(404));
  await open();
  await signIn(USER);

  assertEquals([title(), document.title, document.getElementById('who').textContent], ['Your context', 'Your context - Clarify Context', 'ines@example.org']);
  assertEquals(['views', 'who', 'leave'].map(id => document.getElementById(id).hidden), [true, false, false]);
  assertEquals([requests[0][0].split('/api')[1], requests[0][1].headers.Authorization], ['/users/me', `Bearer ${USER}`]);
});

test('who is both may choose', async () => {
  serve(refused(404));
  await open();
  await signIn(BOTH);
  const views = document.getElementById('views');
  assertEquals([views.hidden, views.children.map(each => [each.textContent, each.getAttribute('aria-current')])],
    [false, [['Your context', 'page'], ['Operation', 'false']]]);

  withText(views, 'button', 'Operation').click();
  await idle();
  assertEquals([title(), views.children.map(each => each.getAttribute('aria-current'))], ['Operation', ['false', 'page']]);
});

test('what is no token is not taken', async () => {
  await open();
  await signIn('Bearer x');

  assertContains(main.querySelector('.problem').textContent, 'This is no token');
  assertEquals([main.querySelector('.error').textContent, requests], ['Paste another one.', []]);
});

test('a token that there is no view for is not taken', async () => {
  await open();
  await signIn(AGENT);

  assertContains(main.querySelector('.problem').textContent, 'there is no view for others');
  assertEquals(requests, []);
});

test('a link signs nobody in', async () => {
  await open(`#token=${USER}`);

  assertEquals([title(), location.hash, requests, storage.size], ['Sign in', '', [], 0]);
  assertContains(main.querySelector('.problem').textContent, 'A token in the address is not taken');
});

test('a token in the address signs in and leaves the address, where the server says so', async () => {
  serve(refused(404));
  takeTokensFromAddresses();
  await open(`#token=${USER}`);

  assertEquals([title(), location.hash], ['Your context', '']);
});

test('a wrong token in the address is called so', async () => {
  takeTokensFromAddresses();
  await open('#token=x');

  assertEquals([title(), location.hash], ['Sign in', '']);
  assertContains(main.textContent, 'This is no token');
});

test('a link changes nothing for who is signed in', async () => {
  serve(refused(404));
  takeTokensFromAddresses();
  await open(`#token=${BOTH}`);
  goTo('#main');
  await idle();
  assertEquals([title(), document.getElementById('views').hidden], ['Your context', false]);

  goTo(`#token=${USER}`);
  await idle();
  assertEquals([title(), document.getElementById('views').hidden, location.hash], ['Your context', false, '']);
});

test('who is asked for a token may follow a link, and is told where it is not taken', async () => {
  serve(refused(404));
  await open();
  goTo(`#token=${USER}`);
  await idle();
  assertEquals([title(), location.hash], ['Sign in', '']);
  assertContains(main.querySelector('.problem').textContent, 'A token in the address is not taken');

  takeTokensFromAddresses();
  goTo(`#token=${USER}`);
  await idle();
  assertEquals([title(), location.hash], ['Your context', '']);
});

test('a link does not win over the token that the tab keeps', async () => {
  serve(refused(404));
  takeTokensFromAddresses();
  storage.set('clarify-token', BOTH);
  await open(`#token=${USER}`);

  assertEquals([title(), document.getElementById('views').hidden], ['Your context', false]);
});

test('who signs out is asked for a token', async () => {
  serve(refused(404));
  await open();
  await signIn(USER);
  document.getElementById('leave').click();

  assertEquals([title(), document.getElementById('who').hidden, await announced()], ['Sign in', true, 'You have signed out.']);
});

test('a token that is no longer taken leads back to the sign-in', async () => {
  serve(refused(401));
  await open();
  await signIn(USER);

  assertEquals(title(), 'Sign in');
  assertContains(main.querySelector('.problem').textContent, 'The server does not take this token');
});

test('a token is kept for when the page is loaded again, until somebody signs out', async () => {
  serve(refused(404));
  await open();
  await signIn(`Bearer ${USER}`);
  assertEquals([...storage.values()], [USER]);

  document.getElementById('leave').click();
  assertEquals(storage.size, 0);
});

test('a token is not kept by who does not want it', async () => {
  serve(refused(404));
  await open();
  main.querySelector('[name="isKept"]').checked = false;
  await signIn(USER);

  assertEquals([title(), storage.size], ['Your context', 0]);
});

test('who is signed in still is when the page is loaded again', async () => {
  storage.set('clarify-token', USER);
  serve(refused(404));
  await open();

  assertEquals([title(), requests[0][1].headers.Authorization], ['Your context', `Bearer ${USER}`]);
});

test('a kept token that is no longer taken is kept no longer', async () => {
  storage.set('clarify-token', USER);
  serve(refused(401));
  await open();

  assertEquals([title(), storage.size], ['Sign in', 0]);
  assertContains(main.querySelector('.problem').textContent, 'The server does not take this token');
});

test('a token that expires asks for another in a layer, and what was sent goes on', async () => {
  let isExpired = false;
  serve((address, { method, headers }) => {
    if (isExpired && headers.Authorization !== `Bearer ${USER}2`) {
      return refused(401)();
    }
    return method === 'GET' ? refused(404)() : { text: '{}' };
  });
  await open();
  await signIn(USER);
  fill(main, 'name', 'Ines');
  isExpired = true;
  withText(main, 'button', 'Create the profile').click();
  await idle();
  const dialog = document.querySelectorAll('dialog')[0];
  assertEquals([title(), main.querySelector('[name="name"]').value], ['Your context', 'Ines']);

  fill(dialog, 'token', `${USER}2`);
  withText(dialog, 'button', 'Sign in').click();
  await idle();
  const put = requests.filter(([, { method }]) => method === 'PUT').map(([, { headers, body }]) => [headers.Authorization, body]);
  assertEquals(put, [`Bearer ${USER}`, `Bearer ${USER}2`].map(each => [each, '{"name":"Ines","language":"en"}']));
  assertEquals([...storage.values()], [`${USER}2`]);
});

test('another refusal does not sign out', async () => {
  serve(refused(403));
  await open();
  await signIn(USER);

  assertEquals(title(), 'Your context');
});

test('a late refusal of an earlier token signs nobody out', async () => {
  const answers = [];
  globalThis.fetch = () => new Promise(resolve => answers.push(resolve));
  await open();
  await signIn(USER);
  document.getElementById('leave').click();
  await signIn(USER);
  answers[0]({ status: 401, ok: false, headers: { get: () => null }, text: async () => '' });
  await idle();

  assertEquals(title(), 'Your context');
});

test('a view that is left asks the server nothing any more', async () => {
  serve(refused(404));
  await open();
  await signIn(BOTH);
  withText(document.getElementById('views'), 'button', 'Operation').click();
  await pass(2000);
  document.getElementById('leave').click();
  const sent = requests.length;
  await pass(10000);

  assertEquals([requests.length, requests.at(-1)[0].split('/api')[1]], [sent, '/admin/outbox']);
});

test('a dialog is closed with its view', async () => {
  serve(address => address.endsWith('/admin/cache') ? { text: '{"configured":true}' } : refused(404)());
  await open();
  await signIn(BOTH);
  withText(document.getElementById('views'), 'button', 'Operation').click();
  await idle();
  withText(main, 'button', 'Purge everything').click();
  await idle();
  assertEquals(document.querySelectorAll('dialog').length, 1);

  document.getElementById('leave').click();
  assertEquals(document.querySelectorAll('dialog').length, 0);
});
