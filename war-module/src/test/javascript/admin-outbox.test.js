import './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertEquals, test } from './testing.js';
import { adminOutbox } from '../../main/webapp/page/admin-outbox.js';

const NOTHING = { invalidations: 0, ageOfOldest: 'PT0S', oldest: [], deletes: 0 };

const ONE = {
  invalidations: 1, ageOfOldest: 'PT3M2S', deletes: 0,
  oldest: [{ id: 1, userId: '6f1c8c54-0b1e-4d5a-9c3e-2f1d7a8b9c0d', kinds: ['user', 'dreams'], since: '2026-01-02T12:00:00Z', age: 'PT3M2S' }],
};

function view(first) {
  const server = { status: first };
  const { api } = fakeApi({ 'get /admin/outbox': () => server.status });
  const { content, refresh } = adminOutbox(api, () => {});
  const rows = () => content.querySelectorAll('tbody tr').map(row => row.children.map(cell => cell.textContent));
  return { content, refresh, server, rows, words: () => content.querySelector('.quiet').textContent };
}

test('an empty outbox is one sentence and no table', async () => {
  const { content, refresh, words } = view(NOTHING);
  await refresh();

  assertEquals([words(), content.querySelectorAll('table').length], ['Nothing waits: Redis knows of every change.', 0]);
});

test('what waits is listed by user, with its lists and since when, until it is delivered', async () => {
  const { content, refresh, server, rows, words } = view(ONE);
  await refresh();
  assertEquals(words(), '1 invalidation waits, the oldest for 3 min.');
  assertEquals(rows(), [['6f1c8c54-0b1e-4d5a-9c3e-2f1d7a8b9c0d', 'About you, Dreams', '3 min']]);

  const [row] = content.querySelectorAll('tbody tr');
  await refresh();
  assertEquals(content.querySelectorAll('tbody tr')[0] === row, true);

  server.status = NOTHING;
  await refresh();
  assertEquals([words(), content.querySelectorAll('table').length], ['Nothing waits: Redis knows of every change.', 0]);
});

test('more than are listed are told, and how far was counted', async () => {
  const sentence = async status => {
    const { refresh, words } = view({ ...ONE, ...status });
    await refresh();
    return words();
  };

  assertEquals(await sentence({ invalidations: 1200 }), '1,200 invalidations wait, the oldest for 3 min. The oldest 1 are listed.');
  assertEquals(await sentence({ invalidations: 10000 }), 'at least 10,000 invalidations wait, the oldest for 3 min. The oldest 1 are listed.');
  assertEquals(await sentence({ deletes: 2 }), '1 invalidation waits, the oldest for 3 min. Of other beans 2 deletes wait.');
  assertEquals(await sentence({ ...NOTHING, deletes: 1 }), 'No invalidation waits. Of other beans 1 delete waits.');
});

test('why nothing is known is told', async () => {
  const { content, refresh, server } = view(NOTHING);
  Object.defineProperty(server, 'status', { get: refuse(new Error('The database cannot be reached.')) });
  await refresh();

  assertEquals([content.querySelector('.problem').textContent, content.querySelector('.quiet').textContent], ['The database cannot be reached.', '…']);
});
