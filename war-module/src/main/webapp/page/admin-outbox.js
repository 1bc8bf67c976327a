import { lasting, secondsOf } from './age.js';
import { TITLES } from './context.js';
import { count, el, newId } from './dom.js';
import { latest } from './latest.js';
import { table } from './table.js';

/** The server counts no further. */
const COUNTED = 10000;

/** What waits in the outbox of the whole database: {content, refresh, showWhetherCurrent}. */
export function adminOutbox(api, refused) {
  const id = newId();
  const words = el('p', { class: 'quiet' }, '…');
  const rows = el('div');
  const waiting = table({
    caption: 'Invalidations that wait, the oldest first',
    key: each => each.id,
    state: () => 'trouble',
    columns: [
      { title: 'User', name: 'key', of: each => each.userId },
      { title: 'Lists', of: each => each.kinds.map(kind => TITLES[kind] ?? kind).join(', ') },
      { title: 'Waiting for', name: 'number', of: each => lasting(secondsOf(each.age)) },
    ],
  });

  function show({ invalidations, ageOfOldest, oldest, deletes }) {
    words.textContent = sentence(invalidations, ageOfOldest, oldest.length, deletes);
    waiting.show(oldest);
    if ((oldest.length > 0) !== (rows.childElementCount > 0)) {
      rows.replaceChildren(...oldest.length > 0 ? [waiting.element] : []);
    }
  }

  const shown = el('div', {}, words, rows);
  const { asOf, problem, refresh, showWhetherCurrent } = latest({
    get: options => api.get('/admin/outbox', options), show, shown, role: 'status', refused,
  });
  const content = el('section', { class: 'card outbox', 'aria-labelledby': id },
    el('div', { class: 'titled' }, el('h2', { id }, 'Waiting in the outbox'), asOf), problem, shown);
  return { content, refresh, showWhetherCurrent };
}

const some = (number, one) => number < COUNTED ? count(number, one) : `at least ${count(number, one)}`;

function sentence(invalidations, ageOfOldest, listed, deletes) {
  const others = deletes === 0 ? '' : ` Of other beans ${some(deletes, 'delete')} ${deletes === 1 ? 'waits' : 'wait'}.`;
  if (invalidations === 0) {
    return deletes === 0 ? 'Nothing waits: Redis knows of every change.' : `No invalidation waits.${others}`;
  }
  const which = invalidations > listed ? ` The oldest ${listed} are listed.` : '';
  return `${some(invalidations, 'invalidation')} ${invalidations === 1 ? 'waits' : 'wait'}, the oldest for ${lasting(secondsOf(ageOfOldest))}.${which}${others}`;
}
