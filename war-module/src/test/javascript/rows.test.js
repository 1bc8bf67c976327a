import { announced, fill, pass, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { el } from '../../main/webapp/page/dom.js';
import { deleteButton, disclosure, journalSection } from '../../main/webapp/page/rows.js';

const DREAM = { id: 'd1', title: 'To sail', description: null, status: 'active' };

/** A journal that notes the reasons of its changes. */
function journalOf(answers) {
  const { api, calls, keys } = fakeApi(answers);
  const reasons = [];
  const journal = {
    api,
    async change(reason, call, readAgain) {
      await call();
      reasons.push(reason);
      await readAgain();
    },
  };
  return { journal, calls, keys, reasons };
}

async function section(answers, given = {}) {
  const { journal, calls, keys, reasons } = journalOf(answers);
  const { element, kind, read, moment } = journalSection(journal, {
    title: 'Dreams', kind: 'dreams', path: '/dreams', one: 'dream', empty: 'No dreams yet.',
    fields: [{ name: 'title', label: 'Title' }], item: dream => ({ content: [document.createElement('h4'), dream.title] }), ...given,
  });
  document.body.append(element);
  await read();
  return { element, calls, keys, reasons, kind, read, moment };
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

  assertEquals([element.querySelector('.problem').textContent, lines(element)], ['The network is down.', []]);
});

test('what was read stays when it cannot be read again, and grows old', async () => {
  let answer = () => [DREAM];
  const { element, read, moment } = await section({ 'get /dreams?limit=100': () => answer() });
  const before = moment();
  answer = refuse(new Error('The network is down.'));
  await pass(5000);
  await read();

  assertEquals([element.querySelector('.problem').textContent, lines(element), moment()], ['The network is down.', ['To sail'], before]);
});

test('a section knows when it was asked for, and says so', async () => {
  const { element, kind, moment } = await section({ 'get /dreams?limit=100': [] });

  assertEquals([kind, moment(), element.querySelector('.as-of').textContent], ['dreams', Date.now(), 'as of now']);
});

const many = (from, to) => Array.from({ length: to - from }, (each, index) => ({ id: `d${from + index}`, title: `dream ${from + index}` }));

test('a list of more than a hundred rows says so and goes on', async () => {
  const { element, read } = await section({
    'get /dreams?limit=100': many(0, 100), 'get /dreams?limit=1&before=d99': many(100, 101), 'get /dreams?limit=100&before=d99': many(100, 130),
  });
  const more = element.querySelector('.more button');
  const said = () => element.querySelector('.more span').textContent;
  assertEquals([lines(element).length, said(), more.hidden], [100, 'The newest 100 dreams are shown, and there are more.', false]);

  more.click();
  await idle();
  assertEquals([lines(element).length, said(), more.hidden], [130, 'All 130 dreams are shown.', true]);
  assertEquals(document.activeElement.parent.getAttribute('data-id'), 'd100');

  await read();
  assertEquals(lines(element).length, 130);
});

test('a short list says nothing of its length', async () => {
  const { element } = await section({ 'get /dreams?limit=100': many(0, 99) });

  assertEquals([element.querySelector('.more span').textContent, element.querySelector('.more button').hidden], ['', true]);
});

test('an answer that was overtaken is not shown', async () => {
  const waiting = [];
  const { element, read } = await (async () => {
    let isFirst = true;
    return section({ 'get /dreams?limit=100': () => isFirst ? (isFirst = false) || [] : new Promise(resolve => waiting.push(resolve)) });
  })();
  const both = [read(), read()];
  waiting[1]([DREAM]);
  waiting[0]([]);
  await Promise.all(both);

  assertEquals(lines(element), ['To sail']);
});

test('a row that is sent again, as nobody knows whether it arrived, has the same key', async () => {
  let isLost = true;
  const { element, keys } = await section({
    'get /dreams?limit=100': [],
    'post /dreams': () => {
      if (isLost) {
        throw new Error('The network is down.');
      }
      return DREAM;
    },
  });
  const send = async title => {
    fill(element, 'title', title);
    withText(element, 'button', 'Add the dream').click();
    await idle();
  };
  withText(element, 'summary', 'Add a dream').click();
  await send('To sail');
  await send('To sail');
  await send('To sail far');
  isLost = false;
  await send('To sail far');
  withText(element, 'summary', 'Add a dream').click();
  await send('To sail far');

  assertEquals(keys.map(each => keys.indexOf(each)), [0, 0, 2, 2, 4]);
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
  assertEquals([element.querySelector('details').open, element.querySelector('input')?.value], [false, undefined]);
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

test('a row that is gone already is deleted', async () => {
  const { reasons, reads } = await remove({ 'delete /dreams/d1': refuse(new Refused(404, {})) }, 'yes');

  assertEquals([reasons, reads], [['deleting a dream'], ['']]);
});

test('a row that cannot be deleted is announced, and the list is read again', async () => {
  const { reads } = await remove({ 'delete /dreams/d1': refuse(new Error('It is gone already.')) }, 'yes');

  assertEquals([await announced(), reads], ['It is gone already.', ['']]);
});
