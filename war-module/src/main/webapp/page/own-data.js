import { Refused } from './api.js';
import { ask } from './ask.js';
import { announce, el, newId, oneAtATime } from './dom.js';

const FILE = 'clarify-export.json';

/** What somebody may do with everything that is stored of them, as the last section of the journal: {element, kind, read, moment}. */
export function ownDataSection({ api }, deleted) {
  const id = newId();
  const problem = el('p', { class: 'problem', role: 'alert' });
  const fetching = button('Export everything', 'primary', exportAll);
  const deleting = button('Delete everything', 'danger', deleteAll);

  function button(text, kind, work) {
    const element = el('button', { type: 'button', class: kind, onclick: () => oneAtATime(element, attempt) }, text);
    async function attempt() {
      problem.textContent = '';
      try {
        await work();
      } catch (error) {
        problem.textContent = error.message;
      }
    }
    return element;
  }

  async function exportAll() {
    announce('Everything is being exported …');
    save(await api.download('/users/me/export'));
    announce(`Everything was exported, to the file ${FILE}.`);
  }

  async function deleteAll() {
    const profile = await api.getTagged('/users/me').catch(unlessGone);
    if (profile !== undefined) {
      if (!await ask(QUESTION)) {
        return;
      }
      await api.delete('/users/me', { tag: profile.tag }).catch(explained).catch(unlessGone);
    }
    deleted();
    announce('Everything was deleted.');
  }

  return {
    element: el('section', { class: 'journal-section', 'aria-labelledby': id },
      el('h3', { id }, 'Your data'),
      el('p', { class: 'facts' }, 'Everything that is stored of you, as one file to keep; or nothing of it any longer.'),
      problem, el('div', { class: 'actions' }, fetching, deleting)),
    kind: 'everything',
    read: async () => {},
    moment: () => Infinity,
  };
}

const QUESTION = {
  title: 'Delete everything?',
  text: 'Your profile and all dreams, reflections, conversations with their messages, and patterns are deleted. Nobody can bring them back. '
    + 'Export them first if you want to keep them.',
  button: 'Delete everything for ever',
};

/** Gives the file to the browser, which puts it where downloads go. */
function save(file) {
  const address = URL.createObjectURL(file);
  el('a', { href: address, download: FILE }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** The profile is another one than that which the question was about. */
function explained(error) {
  throw error instanceof Refused && error.status === 412
    ? new Error('Something of you was changed while you were asked, so nothing was deleted. Try again.') : error;
}

/** Without a profile there is nothing to delete. */
function unlessGone(error) {
  if (!(error instanceof Refused && (error.status === 404 || error.type === '/clarify/problems/no-profile'))) {
    throw error;
  }
}
