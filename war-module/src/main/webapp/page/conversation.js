import { readAt } from './age.js';
import { count, day, el, userText } from './dom.js';
import { form, isDirty } from './form.js';
import { LIMITS, WORDS, longestMessage } from './limits.js';
import { pages } from './pages.js';
import { repeatable } from './repeat.js';
import { deleteButton, disclosure } from './rows.js';
import { save } from './save.js';

/** A row of the conversations: its messages, a form for the next one, and a form to rename or archive it. */
export function conversation(session, journal) {
  const title = el('h4');
  const facts = el('p', { class: 'facts' });
  const log = messages(session, journal);
  const change = disclosure('Change', () => form({
    label: 'Change the conversation',
    fields: [
      { name: 'title', label: 'Title', required: true, limit: LIMITS.SESSION_TITLE, value: session.title },
      { name: 'status', label: 'Status', type: 'choice', choices: WORDS.SessionStatus, value: session.status },
    ],
    button: 'Save',
    extra: [deleteButton(session, session.title, journal)],
    submit: edited => save(session, edited, journal),
  }), session.title);

  function describe() {
    title.replaceChildren(userText(session.title));
    facts.replaceChildren(`${session.status} · ${count(session.messageCount, 'message')} · ${day(session.lastMessageAt)}`);
  }

  /** Shows what the conversation has become, unless somebody is changing it here. */
  function update(row) {
    const changing = change.querySelector('form');
    if (changing !== null && isDirty(changing)) {
      return false;
    }
    Object.assign(session, row);
    changing?.remove();
    change.open = false;
    describe();
    log.readAgain();
    return true;
  }

  describe();
  return { content: [title, facts, disclosure('Messages', log.open, session.title), change], update };
}

function messages(session, { api, path, change, read: readSessions }) {
  const list = el('ol', { class: 'messages' });
  const age = el('p', { class: 'as-of' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const earlier = el('button', { type: 'button', hidden: true, onclick: readEarlier }, 'Show earlier messages');
  const messagesPath = `${path}/${session.id}/messages`;
  const from = pages(api, messagesPath);
  const once = repeatable();
  let shown = [];
  let isOpened = false;

  function read() {
    const begin = Date.now();
    return attempt(() => from.first(shown.length), rows => {
      readAt(age, begin);
      return rows;
    });
  }

  function readEarlier() {
    return attempt(() => from.after(shown.at(-1)), rows => [...shown, ...rows]);
  }

  async function attempt(reading, all) {
    try {
      const { rows, isMore } = await reading();
      shown = all(rows);
      problem.textContent = '';
      earlier.hidden = !isMore;
      list.replaceChildren(...[...shown].reverse().map(message => el('li', { class: message.role },
        el('span', { class: 'facts' }, message.role === 'user' ? 'you' : 'assistant'),
        el('p', { dir: 'auto', class: 'user-text' }, message.content))));
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  return {
    open() {
      isOpened = true;
      read();
      return el('div', {}, age, problem, earlier, list, form({
        label: 'Write a message',
        fields: [{ name: 'content', label: 'Message', type: 'area', required: true, limit: longestMessage() }],
        button: 'Send',
        submit: (message, element) => change('sending a message',
          () => once.send(message, key => api.post(messagesPath, message, { key })),
          () => {
            once.done();
            element.reset();
            return readSessions();
          }),
      }));
    },
    readAgain() {
      if (isOpened) {
        read();
      }
    },
  };
}
