import { announced } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, assertRejected, idle, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { save } from '../../main/webapp/page/save.js';

const DREAM = { id: 'd1', title: 'To sail', description: null, targetDate: null, status: 'active' };

/** Saves the dream with these members changed in its form. */
function saving(edited, answers = {}) {
  const { api, calls, tags } = fakeApi({ 'get /dreams/d1': DREAM, 'patch /dreams/d1': '', 'put /dreams/d1/status': '', ...answers });
  const reasons = [];
  const reads = [];
  const row = { ...DREAM };
  const done = save(row, { title: 'To sail', description: null, status: 'active', ...edited }, {
    api, path: '/dreams', one: 'dream', read: async focus => reads.push(focus ?? 'nothing'),
    async change(reason, call, readAgain) {
      await call();
      reasons.push(reason);
      await readAgain();
    },
  });
  return { done, row, reasons, reads, tags, sent: () => calls.filter(([method]) => method !== 'get') };
}

async function saved(edited, answers) {
  const result = saving(edited, answers);
  await result.done;
  return { ...result, sent: result.sent() };
}

const dialog = () => document.querySelectorAll('dialog')[0];

test('only the members that have changed are sent', async () => {
  const { sent, reasons, reads } = await saved({ description: 'Far' });

  assertEquals([sent, reasons, reads], [[['patch', '/dreams/d1', { description: 'Far' }]], ['changing a dream'], ['d1']]);
});

test('a member that is emptied is sent as null', async () => {
  assertEquals((await saved({ title: null })).sent, [['patch', '/dreams/d1', { title: null }]]);
});

test('a member that the row does not have is not changed by null', async () => {
  assertEquals((await saved({ category: null })).sent, []);
});

test('a status is sent by itself, after the rest', async () => {
  assertEquals((await saved({ status: 'released' })).sent, [['put', '/dreams/d1/status', { status: 'released' }]]);

  const { sent, reasons } = await saved({ title: 'x', status: 'released' });
  assertEquals(sent.map(([method]) => method), ['patch', 'put']);
  assertEquals(reasons, ['changing a dream']);
});

test('without a change nothing is sent', async () => {
  const { sent, reasons, reads } = await saved({});

  assertEquals([sent, reasons, reads], [[], [], ['d1']]);
  assertEquals(await announced(), 'Nothing was changed.');
});

test('what was saved is no change by somebody else when the rest is saved later', async () => {
  const { row, done } = saving({ title: 'x', status: 'released' }, {
    'patch /dreams/d1': patch => ({ ...DREAM, ...patch }), 'put /dreams/d1/status': refuse(new Error('The network is down.')),
  });
  await assertRejected(done);

  assertEquals([row.title, row.status], ['x', 'active']);
});

test('what is sent names the version that it was compared with, and then the one that it has made', async () => {
  assertEquals((await saved({ title: 'x', status: 'released' })).tags, ['"1"', '"2"']);
  assertEquals((await saved({ status: 'released' })).tags, ['"1"']);
});

test('who is faster than the save is told like who was before it', async () => {
  let title = 'To sail';
  const result = saving({ title: 'mine', status: 'released' }, {
    'get /dreams/d1': () => ({ ...DREAM, title }),
    'patch /dreams/d1': patch => {
      if (title === 'To sail') {
        title = 'theirs';
        throw new Refused(412, { detail: 'No.' });
      }
      return { ...DREAM, ...patch };
    },
  });
  await idle();
  assertContains(dialog().textContent, 'title: theirs');
  dialog().close('yes');
  await result.done;

  assertEquals([result.sent().map(([method]) => method), result.row.title], [['patch', 'patch', 'put'], 'mine']);
});

async function asked(edited, answer) {
  const result = saving(edited, { 'get /dreams/d1': { ...DREAM, title: '<b>theirs</b>', targetDate: '2026-12-24' } });
  await idle();
  const question = dialog()?.textContent;
  dialog()?.close(answer);
  await result.done;
  return { ...result, sent: result.sent(), question };
}

test('what somebody else has changed meanwhile is told before it is replaced', async () => {
  const { question, sent } = await asked({ title: 'mine' }, 'yes');

  assertContains(question, 'This dream was changed elsewhere');
  assertContains(question, 'title: <b>theirs</b>');
  assertEquals(sent, [['patch', '/dreams/d1', { title: 'mine' }]]);
});

test('without a yes nothing is replaced', async () => {
  const { sent, reasons, reads } = await asked({ title: 'mine' }, 'no');

  assertEquals([sent, reasons, reads, await announced()], [[], [], ['nothing'], 'Nothing was saved.']);
});

test('what concerns other members, or comes to the same, replaces nothing', async () => {
  assertEquals([(await asked({ description: 'Far' })).question, (await asked({ title: '<b>theirs</b>' })).question], [undefined, undefined]);
});

test('a status counts like any other member', async () => {
  const result = saving({ status: 'released' }, { 'get /dreams/d1': { ...DREAM, status: 'achieved' } });
  await idle();

  assertContains(dialog().textContent, 'status: achieved');
  dialog().close('no');
  await result.done;
  assertEquals(result.sent(), []);
});

test('a row that was deleted meanwhile is called so', async () => {
  const { done } = saving({ title: 'mine' }, { 'get /dreams/d1': refuse(new Refused(404, { detail: 'The requested resource does not exist.' })) });

  assertContains((await assertRejected(done)).message, 'This dream was deleted elsewhere.');
});

test('a row that cannot be read is not saved', async () => {
  const { done, sent } = saving({ title: 'mine' }, { 'get /dreams/d1': refuse(new Error('The network is down.')) });

  assertEquals([(await assertRejected(done)).message, sent()], ['The network is down.', []]);
});
