import { count, day, el, userText } from './dom.js';
import { form } from './form.js';
import { LIMITS, WORDS } from './limits.js';
import { deleteButton, disclosure, save } from './rows.js';

/** A row of the conversations: its messages, a form for the next one, and a form to rename or archive it. */
export function conversation(session, journal) {
  const title = el('h4');
  const facts = el('p', { class: 'facts' });

  function describe({ title: name, status, messageCount, lastMessageAt }) {
    title.replaceChildren(userText(name));
    facts.replaceChildren(`${status} · ${count(messageCount, 'message')} · ${day(lastMessageAt)}`);
  }

  describe(session);
  return [
    title, facts,
    disclosure('Messages', () => messages(session, describe, journal), session.title),
    disclosure('Change', () => form({
      label: 'Change the conversation',
      fields: [
        { name: 'title', label: 'Title', required: true, limit: LIMITS.SESSION_TITLE, value: session.title },
        { name: 'status', label: 'Status', type: 'choice', choices: WORDS.SessionStatus, value: session.status },
      ],
      button: 'Save',
      extra: [deleteButton(session, session.title, journal)],
      submit: edited => save(session, edited, journal),
    }), session.title),
  ];
}

function messages(session, describe, { api, path, change }) {
  const list = el('ol', { class: 'messages' });
  const sessionPath = `${path}/${session.id}`;

  async function read() {
    try {
      const rows = await api.get(`${sessionPath}/messages`);
      list.replaceChildren(...rows.reverse().map(message => el('li', { class: message.role },
        el('span', { class: 'facts' }, message.role === 'user' ? 'you' : 'assistant'),
        el('p', { dir: 'auto', class: 'user-text' }, message.content))));
    } catch (error) {
      list.replaceChildren(el('li', { class: 'problem' }, error.message));
    }
  }

  read();
  return el('div', {}, list, form({
    label: 'Write a message',
    fields: [{ name: 'content', label: 'Message', type: 'area', required: true, limit: LIMITS.MESSAGE_CONTENT }],
    button: 'Send',
    async submit(message, element) {
      await change('sending a message', () => api.post(`${sessionPath}/messages`, message));
      element.reset();
      await read();
      describe(await api.get(sessionPath));
    },
  }));
}
