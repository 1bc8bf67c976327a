import { readAt } from './age.js';
import { Refused } from './api.js';
import { el } from './dom.js';

/** How often the figures of an administrator are read, in milliseconds. */
export const INTERVAL = 2000;

/** How long an answer may take, and how old what is shown may be, before it is called unknown. */
const LIMIT = 5000;
const CURRENT = 3 * INTERVAL;

/**
 * What the server says again and again of one thing: {asOf, problem, refresh, showWhetherCurrent}. The element gets data-current="false" as
 * soon as what it shows is old, or the server has not said it: that is neither good nor bad. Options: get, which is given options for the API;
 * show, which is given the answer; shown, the element; role, that of the problem; refused, called when the token was not taken.
 */
export function latest({ get, show, shown, role, refused }) {
  const asOf = el('span', { class: 'as-of' });
  const problem = el('p', { class: 'problem', role });
  let isReading = false;
  let answered = 0;

  async function refresh() {
    if (isReading) {
      return;
    }
    isReading = true;
    try {
      const begin = Date.now();
      const answer = await get({ limit: LIMIT });
      answered = begin;
      readAt(asOf, begin);
      show(answer);
      tell('');
    } catch (error) {
      answered = 0;
      tell(error.message);
      if (error instanceof Refused && error.status === 401) {
        refused();
      }
    } finally {
      isReading = false;
      showWhetherCurrent();
    }
  }

  /** Once, so that it is not read out again and again. */
  function tell(message) {
    if (problem.textContent !== message) {
      problem.textContent = message;
    }
  }

  function showWhetherCurrent() {
    const isCurrent = Date.now() - answered <= CURRENT;
    shown.setAttribute('data-current', isCurrent);
    return isCurrent;
  }

  return { asOf, problem, refresh, showWhetherCurrent };
}
