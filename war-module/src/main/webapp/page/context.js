import { readAt } from './age.js';
import { announce, count, el, newId } from './dom.js';
import { fieldErrors } from './problems.js';

export const TITLES = {
  user: 'About you', dreams: 'Dreams', patterns: 'Patterns', sessions: 'Conversations', reflections: 'Reflections',
};

export const REASONS = { budget: 'no room', limit: 'over the limit', session: 'this conversation' };

/** What the cache could do for a build, where it could do nothing. */
const WITHOUT_CACHE = {
  off: 'without a cache, as no Redis is configured',
  unanswered: 'without the cache, as Redis did not answer',
};

const BUILDS_SHOWN = 6;

/**
 * The caller's context: its budget as a bar and a table, its text, and the time of the last builds: {content, ready, buildAfter, onAsked,
 * announceLatest}. A build is fulfilled with when each list was loaded, in milliseconds, by its kind; with nothing when it failed.
 */
export function contextView(api) {
  const id = newId();
  const picture = el('div');
  const builds = el('ol', { class: 'builds' });
  const text = el('pre', TEXT);
  const asOf = el('span', { class: 'as-of' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const budget = el('input', { id: newId(), type: 'number', min: 1, inputmode: 'numeric', autocomplete: 'off', 'aria-describedby': `${id}-error` });
  const wrongBudget = el('p', { id: `${id}-error`, class: 'error', role: 'alert' });
  const history = [];
  let asked = 0;
  let follow = () => {};

  const content = el('section', { class: 'card context', 'aria-labelledby': id },
    el('div', { class: 'titled' }, el('h2', { id }, 'What the model is told'), asOf),
    el('form', { class: 'again', novalidate: true, onsubmit: onAgain, 'aria-label': 'Build the context again' },
      el('div', { class: 'field' }, el('label', { for: budget.id }, 'Budget in tokens'), budget, wrongBudget),
      el('button', { type: 'submit', class: 'primary' }, 'Build again')),
    problem, picture,
    el('h3', {}, 'The last builds'), builds,
    el('h3', {}, 'The text'), text);

  async function onAgain(event) {
    event.preventDefault();
    follow(await buildAfter('asked again'));
  }

  /** Builds the context and announces the outcome. */
  async function buildAfter(reason) {
    const mine = ++asked;
    const query = budget.value === '' ? '' : `?budget=${encodeURIComponent(budget.value)}`;
    try {
      if (budget.validity?.badInput) {
        throw Object.assign(new Error(), { errors: [{ parameter: 'budget', detail: 'This is no number.' }] });
      }
      const context = await api.get(`/context${query}`);
      if (mine === asked) {
        showErrors([], '');
        show(context, reason);
        return loaded(context);
      }
    } catch (error) {
      showErrors(fieldErrors(error), error.message);
    }
    return {};
  }

  /** An error of the budget is shown beside it, everything else above the picture. */
  function showErrors(errors, message) {
    const [[, detail] = [null, '']] = errors.filter(([name]) => name === 'budget');
    wrongBudget.textContent = detail;
    budget.setAttribute('aria-invalid', detail !== '');
    problem.textContent = detail === '' ? message : '';
  }

  function show(context, reason) {
    if (budget.value === '') {
      budget.max = budget.placeholder = context.budget; // the server's own
    }
    history.unshift({ ...context, reason });
    history.splice(BUILDS_SHOWN);
    readAt(asOf);
    picture.replaceChildren(budgetView(context));
    builds.replaceChildren(...buildsOf(history));
    text.replaceChildren(textOf(context));
    announceLatest();
  }

  function announceLatest() {
    if (content.isConnected && history.length > 0) {
      const [latest] = history;
      announce(`Built in ${duration(latest.durationMs)}, ${latest.reason}: ${outcome(latest)}.`);
    }
  }

  return {
    content,
    ready: buildAfter('on sign-in'),
    buildAfter,
    /** What is to be called after a build that somebody asked for. */
    onAsked(call) {
      follow = call;
    },
    announceLatest,
  };
}

/** When each list was loaded, by the clock of this page, and never earlier than it was. */
const loaded = context => Object.fromEntries(lists(context).map(section => [section.kind, Date.now() - (section.ageMs ?? 0)]));

/** A context of somebody else: its picture and its text. */
export const explained = context => [budgetView(context), el('p', {}, `Built in ${duration(context.durationMs)}: ${outcome(context)}.`), el('pre', TEXT, textOf(context))];

const TEXT = { dir: 'auto', class: 'user-text text' };

const textOf = context => context.text === '' ? el('span', { class: 'quiet' }, 'Nothing is known yet.') : context.text;

const duration = milliseconds => milliseconds < 1 ? 'less than 1 ms' : `${Math.round(milliseconds).toLocaleString('en')} ms`;

const ORDER = Object.keys(TITLES);

/** Every list once, the empty ones as well. */
const lists = context => [...context.sections, ...context.emptyLists]
  .sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));

const missed = context => lists(context).filter(section => section.source !== 'cache').map(section => TITLES[section.kind]);

function outcome(context) {
  if (context.cache in WITHOUT_CACHE) {
    return WITHOUT_CACHE[context.cache];
  }
  const hits = count(context.cacheHits, 'hit');
  const misses = count(context.cacheMisses, 'miss', 'misses');
  const names = missed(context);
  return context.cacheMisses === 0 ? `${hits}, no miss`
    : `${hits}, ${misses}${names.length > 0 && names.length < 5 ? ` (${names.join(', ')})` : ''}`;
}

function budgetView(context) {
  const share = Math.round(100 * context.tokensUsed / context.budget);
  return el('div', { class: 'picture' },
    context.fresh ? null : el('p', { class: 'problem' }, 'The database is away: this context may not show the latest changes.'),
    context.partial ? el('p', { class: 'problem' }, 'Something could not be read: this context is partial.') : null,
    el('p', { class: 'numbers' },
      el('span', {}, el('strong', {}, context.tokensUsed.toLocaleString('en')), ` of ${count(context.budget, 'token')} used (${share} %)`)),
    bar('whole', context.sections, context.budget, `${context.tokensUsed} of ${context.budget} tokens are used`),
    context.tokensUsed > 0 && context.tokensUsed < context.budget / 2
      ? [el('p', { class: 'hint' }, 'The used part, larger:'),
        bar('zoom', context.sections, context.tokensUsed, 'How the sections share it; the table says it in numbers')]
      : null,
    table(context));
}

function bar(kind, sections, total, label) {
  const segments = sections.filter(section => section.tokens > 0).map(section => {
    const segment = el('span', { class: `segment ${section.kind}` });
    segment.style.width = `${100 * section.tokens / Math.max(1, total)}%`;
    return segment;
  });
  return el('div', { class: `bar ${kind}`, role: 'img', 'aria-label': label }, segments);
}

function table(context) {
  return el('table', {},
    el('caption', { class: 'unseen' }, 'The sections of the context'),
    el('thead', {}, el('tr', {}, ['Section', 'Tokens', 'Items taken', 'From'].map((title, index) =>
      el('th', { scope: 'col', class: index === 1 ? 'number' : null }, title)))),
    el('tbody', {}, lists(context).map(section => el('tr', { class: section.source === 'cache' || context.cache in WITHOUT_CACHE ? null : 'fresh' },
      el('th', { scope: 'row' }, el('span', { class: `swatch ${section.kind}`, 'aria-hidden': 'true' }), TITLES[section.kind] ?? section.kind),
      el('td', { class: 'number' }, section.tokens.toLocaleString('en')),
      el('td', {}, items(section)),
      el('td', {}, el('span', { class: `source ${section.source}` }, section.source), age(section))))));
}

/** How many of the rows were taken, and why the others were not. */
function items({ items, included, leftOut }) {
  const reasons = leftOut.map(each => `${each.items} left out: ${REASONS[each.reason]}`);
  return [included === items ? `${included}` : `${included} of ${items}`, reasons.map(reason => el('span', { class: 'left-out' }, reason))];
}

const age = ({ ageMs }) => ageMs === null ? null : `, ${Math.round(ageMs / 1000)}\u00a0s old`;

function buildsOf(history) {
  const longest = Math.max(1, ...history.map(build => build.durationMs));
  return history.map((build, index) => {
    const length = el('span', { class: `length ${build.cacheMisses === 0 ? 'warm' : 'cold'}`, 'aria-hidden': 'true' });
    length.style.width = `${Math.max(1, 100 * build.durationMs / longest)}%`;
    return el('li', { class: index === 0 ? 'latest' : null },
      el('span', {}, el('strong', {}, duration(build.durationMs)), ` ${temperature(build)}, ${build.reason}: ${outcome(build)}`),
      length);
  });
}

function temperature(build) {
  if (build.cache in WITHOUT_CACHE) {
    return 'from the database';
  }
  if (build.cacheMisses === 0) {
    return 'warm';
  }
  return build.cacheHits === 0 ? 'cold' : 'partly warm';
}
