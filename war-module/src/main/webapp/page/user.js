import { contextView } from './context.js';
import { Refused } from './api.js';
import { announce, el, focusOn, newId } from './dom.js';
import { form } from './form.js';
import { LANGUAGES, journalView } from './journal.js';
import { LIMITS } from './limits.js';

const FIRST_TIME = 'You are here for the first time. With a profile you can keep a journal.';
const DELETED = 'Nothing is stored of you any longer. With a new profile you can begin again.';

/** A person's context and journal; without a profile first the form that creates it. */
export function userView(api) {
  const content = el('div', { 'aria-busy': 'true' }, el('p', { class: 'quiet' }, 'Reading …'));
  let closed = false;

  async function open() {
    try {
      await api.get('/users/me');
      if (closed) {
        return;
      }
    } catch (error) {
      if (!closed) {
        show(error instanceof Refused && error.status === 404 ? welcome(FIRST_TIME) : away(error));
      }
      return;
    }
    const context = contextView(api);
    await context.ready; // what is below it would jump when it comes
    if (!closed) {
      const journal = journalView(api, { changed: context.buildAfter, profileMissing: () => show(welcome(FIRST_TIME)), deleted });
      context.onAsked(journal.follow);
      show(el('div', { class: 'columns' }, context.content, journal.content));
      context.announceLatest();
    }
  }

  function show(...children) {
    content.replaceChildren(...children);
    content.removeAttribute('aria-busy');
  }

  function deleted() {
    show(welcome(DELETED));
    focusOn(content.querySelector('h2'));
  }

  function welcome(text) {
    const id = newId();
    return el('section', { class: 'card narrow', 'aria-labelledby': id },
      el('h2', { id }, 'Your profile'),
      el('p', {}, text),
      form({
        label: 'Your profile',
        fields: [
          { name: 'name', label: 'Name', limit: LIMITS.NAME },
          { name: 'language', label: 'Language', type: 'choice', choices: LANGUAGES, value: LIMITS.DEFAULT_LANGUAGE },
        ],
        button: 'Create the profile',
        async submit(profile) {
          await api.put('/users/me', profile);
          announce('Your profile was created.');
          await open();
          focusOn(content.querySelector('h2'));
        },
      }));
  }

  function away(error) {
    return el('section', { class: 'card narrow' },
      el('p', { class: 'problem', role: 'alert' }, error.message),
      el('button', { type: 'button', class: 'primary', onclick: open }, 'Try again'));
  }

  open();
  return {
    content,
    close() {
      closed = true;
    },
  };
}
