import { announce, count, el, newId } from './dom.js';

export const TITLES = {
  user: 'About you', dreams: 'Dreams', patterns: 'Patterns', sessions: 'Conversations', reflections: 'Reflections',
};

export const REASONS = { budget: 'no room', limit: 'over the limit', session: 'this conversation' };

const BUILDS_SHOWN = 6;

/** The caller's context: its budget as a bar and a table, its text, and the time of the last builds. */
export function contextView(api) {
  const id = newId();
  const picture = el('div');
  const builds = el('ol', { class: 'builds' });
  const text = el('pre', { dir: 'auto', class: 'user-text text' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const budget = el('input', { id: newId(), type: 'number', min: 1, inputmode: 'numeric', autocomplete: 'off' });
  const history = [];
  let asked = 0;

  const content = el('section', { class: 'card context', 'aria-labelledby': id },
    el('h2', { id }, 'What the model is told'),
    el('form', { class: 'again', novalidate: true, onsubmit: onAgain, 'aria-label': 'Build the context again' },
      el('div', { class: 'field' }, el('label', { for: budget.id }, 'Budget in tokens'), budget),
      el('button', { type: 'submit', class: 'primary' }, 'Build again')),
    problem, picture,
    el('h3', {}, 'The last builds'), builds,
    el('h3', {}, 'The text'), text);

  function onAgain(event) {
    event.preventDefault();
    buildAfter('asked again');
  }

  /** Builds the context and announces the outcome. */
  async function buildAfter(reason) {
    const mine = ++asked;
    problem.textContent = '';
    const query = budget.value === '' ? '' : `?budget=${encodeURIComponent(budget.value)}`;
    try {
      const begin = performance.now();
      const context = await api.get(`/context${query}`);
      if (mine === asked) {
        show(context, { reason, roundTrip: performance.now() - begin });
      }
    } catch (error) {
      problem.textContent = [error.message, ...(error.errors ?? []).map(each => `${each.parameter}: ${each.detail}`)].join(' ');
    }
  }

  function show(context, { reason, roundTrip }) {
    if (budget.value === '') {
      budget.max = budget.placeholder = context.budget; // the server's own
    }
    history.unshift({ ...context, reason, roundTrip });
    history.splice(BUILDS_SHOWN);
    picture.replaceChildren(budgetView(context));
    builds.replaceChildren(...buildsOf(history));
    text.replaceChildren(context.text === '' ? el('span', { class: 'quiet' }, 'Nothing is known yet.') : context.text);
    if (content.isConnected) {
      announce(`Built in ${duration(context.durationMs)}, ${reason}: ${outcome(context)}.`);
    }
  }

  buildAfter('on sign-in');
  return { content, buildAfter };
}

const duration = milliseconds => milliseconds < 1 ? 'less than 1 ms' : `${Math.round(milliseconds).toLocaleString('en')} ms`;

const ORDER = Object.keys(TITLES);

/** Every list once, the empty ones as well. */
const lists = context => [...context.sections, ...context.emptyLists]
  .sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));

const missed = context => lists(context).filter(section => section.source !== 'cache').map(section => TITLES[section.kind]);

function outcome(context) {
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
    el('tbody', {}, lists(context).map(section => el('tr', { class: section.source === 'cache' ? null : 'fresh' },
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
  if (build.cacheMisses === 0) {
    return 'warm';
  }
  return build.cacheHits === 0 ? 'cold' : 'partly warm';
}
