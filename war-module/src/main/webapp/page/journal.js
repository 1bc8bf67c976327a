import { readAt } from './age.js';
import { Refused } from './api.js';
import { conversation } from './conversation.js';
import { count, day, el, focusOn, newId, short, userText, words } from './dom.js';
import { form, isDirty } from './form.js';
import { LIMITS, WORDS } from './limits.js';
import { ownDataSection } from './own-data.js';
import { deleteButton, disclosure, journalSection } from './rows.js';
import { save } from './save.js';

const LANGUAGE_NAMES = { en: 'English', he: 'Hebrew' };

export const LANGUAGES = WORDS.Language.map(value => ({ value, text: LANGUAGE_NAMES[value] }));

const dreamFields = dream => [
  { name: 'title', label: 'Title', required: true, limit: LIMITS.DREAM_TITLE, value: dream?.title },
  { name: 'description', label: 'Description', type: 'area', limit: LIMITS.DREAM_DESCRIPTION, value: dream?.description },
  { name: 'category', label: 'Category', type: 'choice', choices: ['', ...WORDS.Category], value: dream?.category },
  {
    name: 'priority', label: 'Priority', type: 'number', least: LIMITS.MIN_RATING, greatest: LIMITS.MAX_RATING,
    value: dream?.priority ?? LIMITS.DEFAULT_PRIORITY, hint: `${LIMITS.MIN_RATING} to ${LIMITS.MAX_RATING}.`,
  },
  { name: 'targetDate', label: 'Wanted by', type: 'date', value: dream?.targetDate },
];

const REFLECTION_FIELDS = [
  { name: 'title', label: 'Title', limit: LIMITS.REFLECTION_TITLE },
  { name: 'dream', label: 'Dream', type: 'area', required: true, limit: LIMITS.REFLECTION_DREAM },
  { name: 'plan', label: 'Plan', type: 'area', required: true, limit: LIMITS.REFLECTION_PLAN },
  {
    name: 'relationship', label: 'Relationship', type: 'area', required: true, limit: LIMITS.REFLECTION_RELATIONSHIP,
    hint: 'How you stand to this dream.',
  },
  {
    name: 'offering', label: 'Offering', type: 'area', required: true, limit: LIMITS.REFLECTION_OFFERING,
    hint: 'What you would give for it.',
  },
  { name: 'tone', label: 'Tone', type: 'choice', choices: WORDS.Tone, value: LIMITS.DEFAULT_TONE },
];

/**
 * The caller's journal: {content, follow}. After each change the context is built again, which shows what the change invalidated.
 * follow() reads again the lists that the context has from later than they are shown here: something else has changed them.
 */
export function journalView(api, { changed, profileMissing, deleted }) {
  const id = newId();
  const journal = { api, change };
  const sections = [
    journalSection(journal, {
      title: 'Dreams', kind: 'dreams', path: '/dreams', one: 'dream',
      fields: dreamFields(), item: dreamItem, empty: 'No dreams yet.',
    }),
    journalSection(journal, {
      title: 'Reflections', kind: 'reflections', path: '/reflections', one: 'reflection',
      fields: REFLECTION_FIELDS, item: reflectionItem, empty: 'No reflections yet.',
    }),
    journalSection(journal, {
      title: 'Conversations', kind: 'sessions', path: '/sessions', one: 'conversation',
      fields: [{ name: 'title', label: 'Title', limit: LIMITS.SESSION_TITLE, hint: 'Without one, the first message becomes the title.' }],
      item: conversation, empty: 'No conversations yet.',
    }),
    journalSection(journal, {
      title: 'Patterns', kind: 'patterns', path: '/patterns', one: 'pattern',
      item: patternItem, empty: 'Nothing was noticed yet.',
    }),
    profileSection(journal),
    ownDataSection(journal, deleted),
  ];

  /** Makes a change, builds the context again, and reads again what the change concerns. */
  async function change(reason, call, readAgain) {
    try {
      await call();
    } catch (error) {
      if (error instanceof Refused && error.type === '/clarify/problems/no-profile') {
        profileMissing();
      }
      throw error;
    }
    const loaded = await changed(`after ${reason}`);
    await readAgain();
    await follow(loaded);
  }

  /** Given is when each list of the context was loaded, in milliseconds, by its kind. */
  async function follow(loaded) {
    await Promise.all(sections.filter(each => loaded[each.kind] > each.moment()).map(each => each.read()));
  }

  const reading = el('p', { class: 'quiet' }, 'Reading …');
  const content = el('section', { class: 'card journal', 'aria-labelledby': id, 'aria-busy': 'true' }, el('h2', { id }, 'Your journal'), reading);

  /** Each section appears when it and those above it were read, so that none that is shown jumps. */
  async function appear() {
    const reads = sections.map(each => each.read());
    for (const [index, { element }] of sections.entries()) {
      await reads[index];
      content.insertBefore(element, reading);
    }
    reading.remove();
    content.removeAttribute('aria-busy');
  }

  appear();
  return { content, follow };
}

function dreamItem(dream, journal) {
  return { content: [
    el('h4', {}, userText(dream.title)),
    dream.description ? el('p', { dir: 'auto', class: 'user-text' }, dream.description) : null,
    el('p', { class: 'facts' }, [dream.status, dream.category ? words(dream.category) : 'no category', `priority ${dream.priority}`,
      dream.targetDate ? `by ${day(`${dream.targetDate}T00:00`)}` : null].filter(Boolean).join(' · ')),
    disclosure('Change', () => form({
      label: 'Change the dream',
      fields: [...dreamFields(dream), { name: 'status', label: 'Status', type: 'choice', choices: WORDS.DreamStatus, value: dream.status }],
      button: 'Save',
      extra: [deleteButton(dream, dream.title, journal)],
      submit: edited => save(dream, edited, journal),
    }), dream.title),
  ] };
}

function reflectionItem(reflection, journal) {
  const name = short(reflection.title ?? reflection.dream);
  return { content: [
    el('h4', {}, userText(name)),
    el('p', { class: 'facts' }, `${reflection.tone} · ${day(reflection.createdAt)}`),
    disclosure('Read', () => el('div', {},
      el('dl', {}, ['dream', 'plan', 'relationship', 'offering'].flatMap(part =>
        [el('dt', {}, part), el('dd', { dir: 'auto', class: 'user-text' }, reflection[part])])),
      el('div', { class: 'actions' }, deleteButton(reflection, name, journal))), name),
  ] };
}

function patternItem(pattern, journal) {
  return { content: [
    el('h4', {}, userText(pattern.content)),
    el('p', { class: 'facts' }, `${words(pattern.patternType)} · strength ${pattern.strength}`),
    el('div', { class: 'actions' }, deleteButton(pattern, pattern.content, journal)),
  ] };
}

function profileSection(journal) {
  const id = newId();
  const heading = el('h3', { id }, 'Profile');
  const age = el('span', { class: 'as-of' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const content = el('div');
  let moment = 0;

  /** Shows the profile as it is; where somebody is changing it here, only after a save. */
  async function read(saved) {
    const begin = Date.now();
    try {
      const profile = await journal.api.get('/users/me');
      moment = begin;
      readAt(age, begin);
      problem.textContent = '';
      if (saved !== undefined || ![...content.querySelectorAll('form')].some(isDirty)) {
        show(profile);
      }
    } catch (error) {
      problem.textContent = error.message;
    }
    if (saved !== undefined) {
      focusOn(heading);
    }
  }

  function show(profile) {
    content.replaceChildren(
      el('p', {}, profile.name === null ? el('span', { class: 'quiet' }, 'No name') : userText(profile.name)),
      el('p', { class: 'facts' }, el('bdi', {}, profile.email ?? 'No address'), ` · ${profile.tier} · ${count(profile.totalReflections, 'reflection')} · ${count(profile.totalClarifySessions, 'conversation')}`),
      disclosure('Change', () => form({
        label: 'Change the profile',
        fields: [
          { name: 'name', label: 'Name', limit: LIMITS.NAME, value: profile.name },
          { name: 'language', label: 'Language', type: 'choice', choices: LANGUAGES, value: profile.language },
        ],
        button: 'Save',
        submit: edited => save(profile, edited, { ...journal, url: '/users/me', read, one: 'profile', reason: 'changing the profile' }),
      }), 'profile'));
  }

  return {
    element: el('section', { class: 'journal-section', 'aria-labelledby': id }, el('div', { class: 'titled' }, heading, age), problem, content),
    kind: 'user',
    read,
    moment: () => moment,
  };
}
