import { lasting, secondsOf } from './age.js';
import { el, newId } from './dom.js';
import { latest } from './latest.js';
import { table } from './table.js';

/** A node publishes itself every five seconds. One that has not for so many is called not seen. */
const SEEN = 15;

const isSeen = node => secondsOf(node.sinceSeen) < SEEN;

const seen = node => isSeen(node) ? `${lasting(secondsOf(node.sinceSeen))} ago` : `not seen for ${lasting(secondsOf(node.sinceSeen))}`;

/** What a node that is not seen has said last is true no longer. */
const state = node => {
  if (!isSeen(node)) {
    return 'away';
  }
  return node.freshness === 'fresh' && ['closed', 'none'].includes(node.circuit) ? 'fine' : 'trouble';
};

const moment = instant => new Date(instant).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });

/** All nodes on the database: {content, refresh, showWhetherCurrent}. */
export function adminNodes(api, refused) {
  const id = newId();
  const nodes = table({
    caption: 'Nodes on the database',
    key: node => node.id,
    state,
    columns: [
      { title: 'Node', name: 'node', of: node => node.answering ? `${node.name} (this one)` : node.name },
      { title: 'Last seen', name: 'seen', of: seen },
      { title: 'Circuit', name: 'circuit', of: node => node.circuit === 'none' ? 'no Redis' : node.circuit },
      { title: 'Freshness', name: 'freshness', of: node => node.freshness },
      { title: 'Waiting', name: 'number', of: node => node.undeliveredInvalidations.toLocaleString('en') },
      { title: 'Version', name: 'version', of: node => node.version },
      { title: 'Since', of: node => moment(node.startedAt) },
    ],
  });
  const { asOf, problem, refresh, showWhetherCurrent } = latest({
    get: options => api.get('/admin/nodes', options), show: nodes.show, shown: nodes.element, role: 'status', refused,
  });
  const content = el('section', { class: 'card nodes', 'aria-labelledby': id },
    el('div', { class: 'titled' }, el('h2', { id }, 'Nodes'), asOf), problem, nodes.element);
  return { content, refresh, showWhetherCurrent };
}
