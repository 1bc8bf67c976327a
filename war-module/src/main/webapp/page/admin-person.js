import { readAt } from './age.js';
import { Refused } from './api.js';
import { TITLES, explained } from './context.js';
import { el, newId } from './dom.js';
import { form } from './form.js';

/** Shows an administrator what the cache has of one person, and the person's context as explained. */
export function adminPerson(api) {
  const id = newId();
  const found = el('div', { class: 'person' });

  async function find({ user }) {
    found.replaceChildren();
    const path = encodeURIComponent(user);
    const [lists, context] = await Promise.all([
      api.get(`/admin/cache/users/${path}`).catch(unlessWithoutRedis),
      api.get(`/admin/users/${path}/context`),
    ]);
    const asOf = el('p', { class: 'as-of' });
    readAt(asOf);
    found.replaceChildren(asOf,
      el('h3', {}, 'In the cache'), lists === null ? el('p', { class: 'quiet' }, 'Redis does not answer, or none is configured.') : table(lists),
      el('h3', {}, 'What the model is told'), ...explained(context));
  }

  return el('section', { class: 'card', 'aria-labelledby': id },
    el('h2', { id }, 'A person'),
    form({
      label: 'A person',
      fields: [{
        name: 'user', label: 'Id of the person', type: 'id', required: true,
        hint: 'A UUID. You will see what this person wrote, and that you looked is recorded.',
      }],
      button: 'Show this person',
      submit: find,
    }),
    found);
}

function unlessWithoutRedis(error) {
  if (error instanceof Refused && error.status === 503) {
    return null;
  }
  throw error;
}

function table(lists) {
  return el('table', {},
    el('caption', { class: 'unseen' }, 'The cached lists of this person'),
    el('thead', {}, el('tr', {}, ['List', 'Key', 'Age', 'Size'].map((title, index) => el('th', { scope: 'col', class: index > 1 ? 'number' : null }, title)))),
    el('tbody', {}, lists.map(list => el('tr', {},
      el('th', { scope: 'row' }, TITLES[list.kind] ?? list.kind),
      el('td', { class: 'key' }, list.key),
      el('td', { class: 'number' }, age(list)),
      el('td', { class: 'number' }, list.bytes === 0 ? '' : `${list.bytes.toLocaleString('en')} B`)))));
}

function age({ bytes, ageMs }) {
  if (bytes === 0) {
    return 'not cached';
  }
  return ageMs === null ? 'unreadable' : `${Math.round(ageMs / 1000).toLocaleString('en')} s`;
}
