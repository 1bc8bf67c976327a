import { announced, pass, saved, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { ownDataSection } from '../../main/webapp/page/own-data.js';

const PROFILE = { 'getTagged /users/me': { content: { name: 'Ines' }, tag: '"a"' } };

function section(answers) {
  const { api, calls } = fakeApi(answers);
  let times = 0;
  const { element } = ownDataSection({ api }, () => { times++; });
  document.body.append(element);
  return { element, calls, deleted: () => times, problem: () => element.querySelector('.problem').textContent };
}

async function click(root, text) {
  withText(root, 'button', text).click();
  await idle();
}

const question = () => document.querySelectorAll('dialog')[0];

test('an export is given to the browser as a file', async () => {
  const { element, calls, problem } = section({ 'download /users/me/export': 'the file' });
  await click(element, 'Export everything');

  assertEquals([calls, saved, problem()], [[['download', '/users/me/export']], [['clarify-export.json', 'the file']], '']);
  assertEquals(await announced(), 'Everything was exported, to the file clarify-export.json.');
});

test('the browser may forget the file when it has saved it', async () => {
  const { element } = section({ 'download /users/me/export': 'the file' });
  await click(element, 'Export everything');
  await pass(60_000);

  assertEquals(URL.addresses.size, 0);
});

test('an export that fails saves nothing and says why', async () => {
  const { element, problem } = section({ 'download /users/me/export': refuse(new Error('The network is down.')) });
  await click(element, 'Export everything');

  assertEquals([saved, problem()], [[], 'The network is down.']);
});

test('one click is one export', async () => {
  const { element, calls } = section({ 'download /users/me/export': () => new Promise(() => {}) });
  await click(element, 'Export everything');
  await click(element, 'Export everything');

  assertEquals(calls.length, 1);
});

test('nothing is deleted without a yes', async () => {
  const { element, calls, deleted } = section(PROFILE);
  await click(element, 'Delete everything');
  assertContains(question().textContent, 'Nobody can bring them back.');
  await click(question(), 'Cancel');

  assertEquals([calls, deleted()], [[['getTagged', '/users/me']], 0]);
});

test('everything is deleted after a yes, by the tag of what the question was about', async () => {
  const { element, calls, deleted, problem } = section({ ...PROFILE, 'delete /users/me': '' });
  await click(element, 'Delete everything');
  await click(question(), 'Delete everything for ever');

  assertEquals([calls, deleted(), problem()], [[['getTagged', '/users/me'], ['delete', '/users/me']], 1, '']);
  assertEquals(await announced(), 'Everything was deleted.');
});

test('what was changed meanwhile is not deleted', async () => {
  const { element, deleted, problem } = section({ ...PROFILE, 'delete /users/me': refuse(new Refused(412, { detail: 'No.' })) });
  await click(element, 'Delete everything');
  await click(question(), 'Delete everything for ever');

  assertEquals(deleted(), 0);
  assertContains(problem(), 'so nothing was deleted. Try again.');
});

test('who has no tag, as a proxy has taken it away, is not told that they are deleted', async () => {
  const refusal = refuse(new Refused(428, { detail: 'Send its ETag.' }));
  const { element, deleted, problem } = section({ 'getTagged /users/me': { content: {} }, 'delete /users/me': refusal });
  await click(element, 'Delete everything');
  await click(question(), 'Delete everything for ever');

  assertEquals([deleted(), problem()], [0, 'Send its ETag.']);
});

test('a deletion that fails says why', async () => {
  const { element, deleted, problem } = section({ ...PROFILE, 'delete /users/me': refuse(new Refused(503, { detail: 'Later.' })) });
  await click(element, 'Delete everything');
  await click(question(), 'Delete everything for ever');

  assertEquals([deleted(), problem()], [0, 'Later.']);
});

test('who is gone already is not asked', async () => {
  const { element, calls, deleted } = section({ 'getTagged /users/me': refuse(new Refused(404, {})) });
  await click(element, 'Delete everything');

  assertEquals([calls, deleted(), question()], [[['getTagged', '/users/me']], 1, undefined]);
});

test('who was deleted by a request whose answer was lost is deleted', async () => {
  const gone = refuse(new Refused(409, { type: '/clarify/problems/no-profile' }));
  const { element, deleted, problem } = section({ ...PROFILE, 'delete /users/me': gone });
  await click(element, 'Delete everything');
  await click(question(), 'Delete everything for ever');

  assertEquals([deleted(), problem()], [1, '']);
});
