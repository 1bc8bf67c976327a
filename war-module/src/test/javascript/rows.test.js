import { announced, fill, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { el } from '../../main/webapp/page/dom.js';
import { deleteButton, disclosure, journalSection, save } from '../../main/webapp/page/rows.js';

const DREAM = { id: 'd1', title: 'To sail', description: null, status: 'active' };

/** A journal that notes the reasons of its changes. */
function journalOf(answers) {
  const { api, calls } = fakeApi(answers);
  const reasons = [];
  const journal = {
    api,
    async change(reason, call) {
      await call();
      reasons.push(reason);
    },
  };
  return { journal, calls, reasons };
}

async function section(answers, given = {}) {
  const { journal, calls, reasons } = journalOf(answers);
  const element = journalSection(journal, {
    title: 'Dreams', path: '/dreams', one: 'dream', empty: 'No dreams yet.',
    fields: [{ name: 'title', label: 'Title' }], item: dream => [document.createElement('h4'), dream.title], ...given,
  });
  document.body.append(element);
  await idle();
  return { element, calls, reasons };
}

const lines = element => element.querySelectorAll('.rows li').map(each => each.textContent);

test('a section lists its rows', async () => {
  const { element, calls } = await section({ 'get /dreams?limit=100': [DREAM, { id: 'd2', title: '<b>' }] });

  assertEquals(calls, [['get', '/dreams?limit=100']]);
  assertEquals(lines(element), ['To sail', '<b>']);
});

test('a section without rows says so', async () => {
  const { element } = await section({ 'get /dreams?limit=100': [] });

  assertEquals(lines(element), ['No dreams yet.']);
});

test('a section that cannot be read says so', async () => {
  const { element } = await section({ 'get /dreams?limit=100': refuse(new Error('The network is down.')) });

  assertEquals(lines(element), ['The network is down.']);
});

test('a section without fields has no form', async () => {
  const { element } = await section({ 'get /dreams?limit=100': [] }, { fields: undefined });

  assertEquals(element.querySelector('details'), null);
});

test('a new row is sent and read again, and gets the focus', async () => {
  const rows = [];
  const { element, calls, reasons } = await section({
    'get /dreams?limit=100': () => rows,
    'post /dreams': dream => {
      rows.push({ ...dream, id: 'an "id"' });
      return rows[0];
    },
  });
  withText(element, 'summary', 'Add a dream').click();
  fill(element, 'title', 'To sail');
  withText(element, 'button', 'Add the dream').click();
  await idle();

  assertEquals(calls.slice(1), [['post', '/dreams', { title: 'To sail' }], ['get', '/dreams?limit=100']]);
  assertEquals([reasons, lines(element)], [['adding a dream'], ['To sail']]);
  assertEquals([document.activeElement.localName, document.activeElement.parent.getAttribute('data-id')], ['h4', 'an "id"']);
  assertEquals([element.querySelector('details').open, element.querySelector('input').value], [false, '']);
});

test('a row that is refused stays in its form', async () => {
  const { element, reasons } = await section({
    'get /dreams?limit=100': [], 'post /dreams': refuse(Object.assign(new Error('Invalid.'), { errors: [{ pointer: '#/title', detail: 'too long' }] })),
  });
  withText(element, 'summary', 'Add a dream').click();
  fill(element, 'title', 'x');
  withText(element, 'button', 'Add the dream').click();
  await idle();

  assertEquals([reasons, element.querySelector('details').open, element.querySelector('input').value], [[], true, 'x']);
  assertEquals(element.querySelector('.error').textContent, 'too long');
});

test('what a disclosure holds is made once, when it is opened', () => {
  let made = 0;
  const element = disclosure('Change', () => el('p', {}, `content ${++made}`), 'To sail');
  assertEquals([made, element.textContent], [0, 'Change To sail']);

  element.open = true;
  element.open = false;
  element.open = true;
  assertEquals(made, 1);
});

async function remove(answers, answer) {
  const { journal, calls, reasons } = journalOf(answers);
  const reads = [];
  const button = deleteButton(DREAM, 'To <b>sail</b>', { ...journal, path: '/dreams', one: 'dream', read: async focus => reads.push(focus) });
  button.click();
  const dialog = document.querySelectorAll('dialog')[0];
  const question = dialog.textContent;
  dialog.close(answer);
  await idle();
  return { calls, reasons, reads, question };
}

test('a row is deleted after a yes', async () => {
  const { calls, reasons, reads, question } = await remove({ 'delete /dreams/d1': '' }, 'yes');

  assertContains(question, 'Delete this dream?To <b>sail</b>');
  assertEquals([calls, reasons, reads], [[['delete', '/dreams/d1']], ['deleting a dream'], ['']]);
});

test('a row is not deleted without a yes', async () => {
  const { calls, reads } = await remove({}, 'no');

  assertEquals([calls, reads], [[], []]);
});

test('a row that cannot be deleted is announced, and the list is read again', async () => {
  const { reads } = await remove({ 'delete /dreams/d1': refuse(new Error('It is gone already.')) }, 'yes');

  assertEquals([await announced(), reads], ['It is gone already.', ['']]);
});

async function saved(edited, answers = {}) {
  const { journal, calls, reasons } = journalOf({ 'patch /dreams/d1': '', 'put /dreams/d1/status': '', ...answers });
  const reads = [];
  await save(DREAM, { title: 'To sail', description: null, status: 'active', ...edited },
    { ...journal, path: '/dreams', one: 'dream', read: async focus => reads.push(focus) });
  return { calls, reasons, reads };
}

test('only the members that have changed are sent', async () => {
  const { calls, reasons, reads } = await saved({ description: 'Far' });

  assertEquals([calls, reasons, reads], [[['patch', '/dreams/d1', { description: 'Far' }]], ['changing a dream'], ['d1']]);
});

test('a member that is emptied is sent as null', async () => {
  assertEquals((await saved({ title: null })).calls, [['patch', '/dreams/d1', { title: null }]]);
});

test('a member that the row does not have is not changed by null', async () => {
  assertEquals((await saved({ category: null })).calls, []);
});

test('a status is sent by itself, after the rest', async () => {
  assertEquals((await saved({ status: 'released' })).calls, [['put', '/dreams/d1/status', { status: 'released' }]]);

  const { calls, reasons } = await saved({ title: 'x', status: 'released' });
  assertEquals(calls.map(([method]) => method), ['patch', 'put']);
  assertEquals(reasons, ['changing a dream']);
});

test('without a change nothing is sent', async () => {
  const { calls, reasons, reads } = await saved({});

  assertEquals([calls, reasons, reads], [[], [], ['d1']]);
  assertEquals(await announced(), 'Nothing was changed.');
});
