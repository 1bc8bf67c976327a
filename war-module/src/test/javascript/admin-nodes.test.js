import './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, test } from './testing.js';
import { adminNodes } from '../../main/webapp/page/admin-nodes.js';
import { Refused } from '../../main/webapp/page/api.js';

const WELL = {
  id: 1, name: 'clarify-0', version: '1.0.0', startedAt: '2026-01-02T12:00:00Z', sinceSeen: 'PT3.2S', circuit: 'closed', freshness: 'fresh',
  undeliveredInvalidations: 0, answering: false,
};

async function shown(...nodes) {
  const { api } = fakeApi({ 'get /admin/nodes': nodes.map((node, index) => ({ ...WELL, id: index, ...node })) });
  const { content, refresh } = adminNodes(api, () => {});
  await refresh();
  const rows = content.querySelectorAll('tbody tr');
  return { content, texts: rows.map(row => row.children.map(cell => cell.textContent)), states: rows.map(row => row.getAttribute('data-state')) };
}

test('each node has its name, when it was seen, its state, its version and its start', async () => {
  const { texts, states } = await shown({ answering: true }, { name: 'clarify-1', circuit: 'none', undeliveredInvalidations: 1200 });

  assertEquals(texts.map(each => each.slice(0, 6)), [
    ['clarify-0 (this one)', '3 s ago', 'closed', 'fresh', '0', '1.0.0'],
    ['clarify-1', '3 s ago', 'no Redis', 'fresh', '1,200', '1.0.0'],
  ]);
  assertContains(texts[0][6], '2026');
  assertEquals(states, ['fine', 'fine']);
});

test('a circuit that is not closed, and a node that does not know of all changes, are no good signs', async () => {
  const { states } = await shown({ circuit: 'open' }, { circuit: 'half-open' }, { freshness: 'blind' }, { freshness: 'overdue' });

  assertEquals(states, ['trouble', 'trouble', 'trouble', 'trouble']);
});

test('a node that was not seen for fifteen seconds is never a good sign, whatever it has said last', async () => {
  const { texts, states } = await shown({ sinceSeen: 'PT14.9S' }, { sinceSeen: 'PT15S' }, { sinceSeen: 'PT3M2S' }, { sinceSeen: 'PT23H' });

  assertEquals(texts.map(each => each[1]), ['14 s ago', 'not seen for 15 s', 'not seen for 3 min', 'not seen for 23 h']);
  assertEquals(states, ['fine', 'away', 'away', 'away']);
});

test('why there is no list is told, and a token that is not taken is told on', async () => {
  let refusals = 0;
  const { api } = fakeApi({ 'get /admin/nodes': refuse(new Refused(401, { detail: 'You are not signed in.' })) });
  const { content, refresh } = adminNodes(api, () => { refusals++; });
  await refresh();

  assertEquals([content.querySelector('.problem').textContent, refusals], ['You are not signed in.', 1]);
});
