import { adminActions } from './admin-actions.js';
import { adminNodes } from './admin-nodes.js';
import { adminOutbox } from './admin-outbox.js';
import { adminPerson } from './admin-person.js';
import { secondsOf } from './age.js';
import { count, el, newId } from './dom.js';
import { INTERVAL, latest } from './latest.js';
import { between, hitRatio, meanMilliseconds, mostWithinMilliseconds, parse, summarize } from './metrics.js';
import { trend } from './trend.js';

const SAMPLES_PER_MINUTE = 60000 / INTERVAL;

/** The state of the cache, its metrics, all nodes, what waits in the outbox, and the actions of an administrator. */
export function adminView(api) {
  const circuit = tile('Circuit');
  const waiting = tile('Invalidations waiting');
  const ratio = tile('Hit ratio', trend('The hit ratio'));
  const latency = tile('Time of a build', trend('The time of a build'));
  const facts = el('p', { class: 'facts' });
  const opened = el('span');
  const tiles = el('dl', { class: 'tiles' }, [circuit, waiting, ratio, latency].map(each => each.element));
  const live = el('input', { type: 'checkbox', checked: true, id: newId(), onchange: () => live.checked && refresh() });
  let tries = null;
  const seen = [];

  const refused = () => { live.checked = false; }; // otherwise it would ask for a token every two seconds

  const now = latest({
    get: options => Promise.all([api.get('/admin/cache', options), api.get('/metrics', options)]),
    show([status, metrics]) {
      showStatus(status);
      showMetrics(summarize(parse(metrics)));
    },
    shown: tiles,
    role: 'alert',
    refused,
  });
  const nodes = adminNodes(api, refused);
  const outbox = adminOutbox(api, refused);

  /** Each by itself: the state of the cache needs no database, which may be silent. */
  const refresh = () => Promise.all([now, nodes, outbox].map(each => each.refresh()));

  function showStatus(status) {
    tries = status.state === 'open' ? Date.now() + 1000 * secondsOf(status.untilNextTry) : null;
    circuit.mark(status.configured ? status.state : 'off');
    showCircuit(status);
    facts.replaceChildren([
      `${count(status.consecutiveFailures, 'failure')} in a row`,
      `${count(status.undeliveredDeletes, 'key')} to be deleted`,
      `${count(status.unreadableValues, 'unreadable value')}`,
      ...(status.history === 'unknown' ? ['Redis does not tell its history: no list in it counts'] : []),
      ...(status.mastersNamed === false ? ['nobody says where the masters of Redis are: the next failover may be missed'] : [])].join(' · '), opened);
  }

  let shown = null;
  function showCircuit(status) {
    shown = status;
    if (!status.configured) {
      return circuit.show('no Redis', 'None is configured: every list comes from the database.');
    }
    const left = tries === null ? 0 : Math.max(0, Math.ceil((tries - Date.now()) / 1000));
    circuit.show(status.state, status.state === 'closed' ? 'Redis is asked.'
      : status.state === 'open' ? `Redis is not asked. Next try in ${left} s.` : 'One try is under way and decides.');
  }

  function showMetrics(metrics) {
    seen.push(metrics.counted);
    seen.splice(0, Math.max(0, seen.length - 1 - SAMPLES_PER_MINUTE));
    const minute = between(seen[0], metrics.counted);
    const moment = between(seen.at(-2) ?? metrics.counted, metrics.counted);
    showRatio(metrics.counted, minute);
    ratio.trend.add(hitRatio(moment), 1);
    showLatency(metrics.counted, minute);
    latency.trend.add(meanMilliseconds(moment));
    waiting.show(metrics.pending.toLocaleString('en'),
      metrics.pending === 0 ? 'in the whole database' : `in the whole database, the oldest for ${Math.round(metrics.oldestSeconds)} s`);
    waiting.mark(metrics.pending > 0 ? 'open' : 'closed');
    opened.textContent = ` · the circuit has opened ${count(metrics.openings, 'time')}`;
  }

  /** Of the last minute, when it has something to show. */
  function showRatio(all, minute) {
    const recent = hitRatio(minute);
    ratio.show(percent(recent ?? hitRatio(all)),
      recent === null ? 'since the start' : `in the last minute, ${percent(hitRatio(all))} since the start`);
  }

  function showLatency(all, minute) {
    const recent = meanMilliseconds(minute);
    const most = mostWithinMilliseconds(recent === null ? all : minute);
    latency.show(time(recent ?? meanMilliseconds(all)), [
      recent === null ? 'on average since the start' : 'on average in the last minute',
      most === null ? null : `95\u00a0% within ${time(most)}`,
      recent === null ? null : `${time(meanMilliseconds(all))} since the start`,
    ].filter(Boolean).join(', '));
  }

  const polling = setInterval(() => live.checked && !document.hidden && refresh(), INTERVAL);
  const ticking = setInterval(() => {
    [nodes, outbox].forEach(each => each.showWhetherCurrent());
    if (now.showWhetherCurrent() && tries !== null) {
      showCircuit(shown);
    }
  }, 1000);

  const heading = newId();
  const content = el('div', {},
    el('section', { class: 'card', 'aria-labelledby': heading },
      el('div', { class: 'titled' }, el('h2', { id: heading }, 'Now'), now.asOf),
      el('p', { class: 'live' }, live, el('label', { for: live.id }, 'Refresh every two seconds')),
      now.problem,
      tiles, facts),
    nodes.content,
    adminPerson(api),
    adminActions(api, now.refresh),
    outbox.content);
  refresh();

  return {
    content,
    close() {
      clearInterval(polling);
      clearInterval(ticking);
    },
  };
}

const percent = share => share === null ? 'none yet' : `${(100 * share).toFixed(share === 1 ? 0 : 1)}\u00a0%`;

const time = mean => mean === null ? 'none yet' : `${mean < 10 ? mean.toFixed(1) : Math.round(mean).toLocaleString('en')}\u00a0ms`;

function tile(title, picture) {
  const value = el('strong', {}, '…');
  const more = el('span');
  const element = el('div', { class: 'tile' }, el('dt', {}, title), el('dd', {}, value, more, picture?.element ?? null));
  return {
    element,
    trend: picture,
    show(text, explained) {
      value.textContent = text;
      more.textContent = explained;
    },
    mark(state) {
      element.dataset.state = state;
    },
  };
}
