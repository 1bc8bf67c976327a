import { fill, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { adminPerson } from '../../main/webapp/page/admin-person.js';
import { Refused } from '../../main/webapp/page/api.js';

const ID = '6f1c8c54-0b1e-4d5a-9c3e-2f1d7a8b9c0d';

const CONTEXT = {
  text: 'Name: <b>Ines</b>', tokensUsed: 60, budget: 80, partial: false, fresh: true, cache: 'answered', cacheHits: 5, cacheMisses: 0, durationMs: 3,
  sections: [{ kind: 'user', tokens: 60, items: 1, included: 1, leftOut: [], source: 'cache', ageMs: 1400 }], emptyLists: [],
};

const LISTS = [
  { kind: 'user', key: `ctx:user:${ID}`, bytes: 1234, ageMs: 12400 },
  { kind: 'dreams', key: `ctx:dreams:${ID}`, bytes: 0, ageMs: null },
  { kind: 'patterns', key: `ctx:patterns:${ID}`, bytes: 3, ageMs: null },
];

async function shown(answers = {}, id = ID) {
  const { api, calls } = fakeApi({ [`get /admin/cache/users/${ID}`]: LISTS, [`get /admin/users/${ID}/context`]: CONTEXT, ...answers });
  const content = adminPerson(api);
  document.body.append(content);
  fill(content, 'user', id);
  withText(content, 'button', 'Show this person').click();
  await idle();
  return { content, calls };
}

test('a person is found by id, with keys, ages and sizes', async () => {
  const { content } = await shown();
  const rows = content.querySelectorAll('table')[0].querySelectorAll('tbody tr').map(row => row.children.map(cell => cell.textContent));

  assertEquals(rows, [
    ['About you', `ctx:user:${ID}`, '12 s', '1,234 B'], ['Dreams', `ctx:dreams:${ID}`, 'not cached', ''], ['Patterns', `ctx:patterns:${ID}`, 'unreadable', '3 B'],
  ]);
  assertEquals(content.querySelector('.as-of').textContent, 'as of now');
});

test('the context of the person is explained', async () => {
  const { content } = await shown();

  assertEquals(content.querySelector('pre').textContent, 'Name: <b>Ines</b>');
  assertContains(content.textContent, '60 of 80 tokens used (75 %)');
  assertContains(content.textContent, 'Built in 3 ms: 5 hits, no miss.');
});

test('without Redis there is the context alone', async () => {
  const { content } = await shown({ [`get /admin/cache/users/${ID}`]: refuse(new Refused(503, {})) });

  assertContains(content.textContent, 'Redis does not answer, or none is configured.');
  assertEquals(content.querySelector('pre').textContent, 'Name: <b>Ines</b>');
});

test('a failure is shown at the form, and nothing of an earlier person', async () => {
  const answers = {};
  const { content } = await shown(answers);
  fill(content, 'user', 'nobody');
  withText(content, 'button', 'Show this person').click();
  await idle();
  assertContains(content.querySelector('.error').textContent, 'This is no user id:');

  const failed = await shown({ [`get /admin/users/${ID}/context`]: refuse(new Error('The network is down.')) });
  assertEquals([failed.content.querySelector('.problem').textContent, failed.content.querySelector('.person').textContent], ['The network is down.', '']);
});
