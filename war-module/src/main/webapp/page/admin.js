import { Refused } from './api.js';
import { ask } from './ask.js';
import { count, el, newId, tell } from './dom.js';
import { form } from './form.js';
import { between, figures, hitRatio, meanMilliseconds, mostWithinMilliseconds, parse } from './metrics.js';
import { trend } from './trend.js';

const EVERY = 2_000;
const KINDS = ['user', 'dreams', 'patterns', 'sessions', 'reflections'];

/** How the cache does at the moment, and what an administrator can do about it. */
export function adminView(api) {
  const circuit = figure('Circuit');
  const waiting = figure('Invalidations waiting');
  const ratio = figure('Hit ratio', trend('The hit ratio'));
  const latency = figure('Time of a build', trend('The time of a build'));
  const facts = el('p', { class: 'facts' });
  const opened = el('span');
  const trouble = el('p', { class: 'trouble', role: 'alert' });
  const live = el('input', { type: 'checkbox', checked: true, id: newId(), onchange: () => live.checked && look() });
  let tries = null;
  let hasMetrics = true;
  let last = null;
  let isLooking = false;

  async function look() {
    if (isLooking) {
      return;
    }
    isLooking = true;
    try {
      showStatus(await api.get('/admin/cache'));
      await lookAtMetrics();
      trouble.textContent = '';
    } catch (error) {
      trouble.textContent = error.message;
    } finally {
      isLooking = false;
    }
  }

  async function lookAtMetrics() {
    if (!hasMetrics) {
      return;
    }
    try {
      showFigures(figures(parse(await api.get('/metrics'))));
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401) {
        throw error;
      }
      hasMetrics = false;
      [ratio, latency].forEach(each => each.show('unknown', `This server shows no metrics (${error.status}).`));
    }
  }

  function showStatus(status) {
    tries = status.state === 'open' ? performance.now() + milliseconds(status.untilNextTry) : null;
    circuit.mark(status.configured ? status.state : 'off');
    showCircuit(status);
    if (!hasMetrics || last === null) {
      waiting.mark(status.undeliveredInvalidations > 0 ? 'open' : 'closed');
      waiting.show(status.undeliveredInvalidations.toLocaleString('en'), 'that this server knows of');
    }
    facts.replaceChildren([
      `${count(status.consecutiveFailures, 'failure')} in a row`,
      `${count(status.undeliveredDeletes, 'key')} to be deleted`,
      `${count(status.unreadableValues, 'unreadable value')}`].join(' · '), opened);
  }

  let shown = null;
  function showCircuit(status) {
    shown = status;
    if (!status.configured) {
      return circuit.show('no Redis', 'None is configured: every list comes from the database.');
    }
    const left = tries === null ? 0 : Math.max(0, Math.ceil((tries - performance.now()) / 1000));
    circuit.show(status.state, status.state === 'closed' ? 'Redis is asked.'
      : status.state === 'open' ? `Redis is not asked. Next try in ${left} s.` : 'The next call decides.');
  }

  function showFigures(now) {
    const moment = between(last ?? now.counted, now.counted);
    last = now.counted;
    showRatio(now.counted, hitRatio(moment));
    showLatency(now.counted, meanMilliseconds(moment));
    waiting.show(now.pending.toLocaleString('en'),
      now.pending === 0 ? 'in the whole database' : `in the whole database, the oldest for ${Math.round(now.oldestSeconds)} s`);
    waiting.mark(now.pending > 0 ? 'open' : 'closed');
    opened.textContent = ` · the circuit has opened ${count(now.openings, 'time')}`;
  }

  function showRatio(all, recent) {
    ratio.show(percent(hitRatio(all)), recent === null ? 'since the start' : `since the start; ${percent(recent)} just now`);
    ratio.trend.add(recent, 1);
  }

  function showLatency(all, recent) {
    const most = mostWithinMilliseconds(all);
    latency.show(time(meanMilliseconds(all)), ['on average since the start', most === null ? null : `95 % within ${time(most)}`,
      recent === null ? null : `${time(recent)} just now`].filter(Boolean).join('; '));
    latency.trend.add(recent);
  }

  const polling = setInterval(() => live.checked && !document.hidden && look(), EVERY);
  const ticking = setInterval(() => tries !== null && showCircuit(shown), 1_000);

  const heading = newId();
  const content = el('div', {},
    el('section', { class: 'card', 'aria-labelledby': heading },
      el('h2', { id: heading }, 'Now'),
      el('p', { class: 'live' }, live, el('label', { for: live.id }, 'Look every two seconds')),
      trouble,
      el('dl', { class: 'tiles' }, [circuit, waiting, ratio, latency].map(each => each.element)), facts),
    doings(api, look));
  look();

  return {
    content,
    close() {
      clearInterval(polling);
      clearInterval(ticking);
    },
  };
}

const percent = share => share === null ? 'none yet' : `${(100 * share).toFixed(share === 1 ? 0 : 1)} %`;

const time = mean => mean === null ? 'none yet' : `${mean < 10 ? mean.toFixed(1) : Math.round(mean).toLocaleString('en')} ms`;

/** PT1M2.5S and the like. */
function milliseconds(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return 1000 * (3600 * hours + 60 * minutes + Number(seconds));
}

function figure(title, picture) {
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

/** Buttons and forms for what changes something, each with a question first. */
function doings(api, look) {
  const id = newId();
  const user = { name: 'user', label: 'User id', required: true, hint: 'A UUID.' };

  async function act({ title, text, button, call, done }) {
    if (!await ask({ title, text, button })) {
      return tell('Nothing was done.');
    }
    await call();
    tell(done);
    await look();
  }

  const doing = (title, about, fields, plan, isDanger = false) => {
    const heading = newId();
    return el('section', { class: 'doing', 'aria-labelledby': heading },
      el('h3', { id: heading }, title), el('p', {}, about),
      form({ label: title, fields, button: title, isDanger, submit: given => act({ title: `${title}?`, button: title, ...plan(given) }) }));
  };

  return el('section', { class: 'card', 'aria-labelledby': id },
    el('h2', { id }, 'What can be done'),
    el('div', { class: 'doings' },
      doing('Reset the circuit', 'Redis is asked again at once, instead of after the next try.', [], () => ({
        text: 'If Redis is still away, the next three failures open the circuit again.',
        call: () => api.post('/admin/cache/circuit/reset'),
        done: 'The circuit is closed.',
      })),
      doing('Warm a user', 'Builds and stores the five lists of a person ahead of the next context.', [user], ({ user: given }) => ({
        text: `The lists of ${given} are read from the database and stored.`,
        call: () => api.post(`/admin/cache/users/${encodeURIComponent(given)}/warm`),
        done: `The lists of ${given} are warm.`,
      })),
      doing('Purge a user', 'Takes the five lists of a person out of the cache.', [user], ({ user: given }) => ({
        text: `The next context of ${given} comes from the database.`,
        call: () => api.delete(`/admin/cache/users/${encodeURIComponent(given)}`),
        done: `The lists of ${given} are purged.`,
      }), true),
      doing('Purge a kind', 'Takes one list of everybody out of the cache.',
        [{ name: 'kind', label: 'Kind', type: 'choice', choices: KINDS, value: 'user' }], ({ kind }) => ({
          text: `The next context of everybody reads ${kind} from the database.`,
          call: () => api.delete(`/admin/cache/kinds/${kind}`),
          done: `Every list of ${kind} is purged.`,
        }), true),
      doing('Purge everything', 'Takes all lists of everybody out of the cache.', [], () => ({
        text: 'The next context of everybody comes from the database, which has to stand it.',
        call: () => api.delete('/admin/cache'),
        done: 'Everything is purged.',
      }), true)));
}
