import { readAt } from './age.js';
import { Refused } from './api.js';
import { ask } from './ask.js';
import { announce, count, el, focusOn, newId, userText } from './dom.js';
import { form } from './form.js';
import { MAX_LIMIT } from './limits.js';
import { pages } from './pages.js';
import { repeatable } from './repeat.js';
import { rowList } from './row-list.js';

/** One list of the journal with a form for a new row: {element, kind, read, moment}. The moment is when it was read last. */
export function journalSection(journal, { title, kind, path, one, fields, item, empty }) {
  const id = newId();
  const heading = el('h3', { id }, title);
  const age = el('span', { class: 'as-of' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const amount = el('span', { class: 'quiet' });
  const more = el('button', { type: 'button', hidden: true, onclick: readMore }, 'Show more');
  const from = pages(journal.api, path);
  const list = rowList({ labelledBy: id, one, empty, make: row => item(row, { ...journal, path, read, one }) });
  let asked = 0;
  let moment = 0;

  /** Reads the list again; the focus goes to the row with that id, or to the heading. What is typed into other rows stays. */
  async function read(focus) {
    const begin = Date.now();
    await attempt(() => from.first(list.rows().length), ({ rows, isMore }) => {
      moment = begin;
      readAt(age, begin);
      show(rows, isMore, focus);
    });
    if (focus !== undefined) {
      focusOn(list.heading(focus) ?? heading);
    }
  }

  async function readMore() {
    const before = list.rows();
    await attempt(() => from.after(before.at(-1)), ({ rows, isMore }) => {
      show([...before, ...rows], isMore);
      focusOn(list.heading(rows[0]?.id) ?? heading);
    });
  }

  /** Hands on what was read, unless something was asked for later. */
  async function attempt(reading, finish) {
    const mine = ++asked;
    try {
      const found = await reading();
      if (mine === asked) {
        problem.textContent = '';
        finish(found);
      }
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  function show(rows, isMore, saved) {
    list.show(rows, saved);
    const number = count(rows.length, one);
    const all = rows.length > MAX_LIMIT ? `All ${number} are shown.` : '';
    amount.textContent = isMore ? `The newest ${number} are shown, and there are more.` : all;
    more.hidden = !isMore;
  }

  return {
    element: el('section', { class: 'journal-section', 'aria-labelledby': id },
      el('div', { class: 'titled' }, heading, age),
      fields === undefined ? null : addition(journal, { path, one, fields, read }),
      problem, list.element, el('div', { class: 'more' }, amount, more)),
    kind,
    read,
    moment: () => moment,
  };
}

/** The form for a new row, which is empty again after each. */
function addition({ api, change }, { path, one, fields, read }) {
  return disclosure(`Add a ${one}`, open => {
    const once = repeatable();
    return form({
      label: `Add a ${one}`,
      fields,
      button: `Add the ${one}`,
      async submit(row, element) {
        let created;
        await change(`adding a ${one}`, async () => {
          created = await once.send(row, key => api.post(path, row, { key }));
        }, async () => {
          element.remove();
          open.open = false;
          await read(created.id);
        });
      },
    });
  });
}

/** A details element; its content is created when it is first opened. */
export function disclosure(title, make, about) {
  const element = el('details', { ontoggle },
    el('summary', {}, title, about ? el('span', { class: 'unseen' }, ' ', userText(about)) : null));
  function ontoggle() {
    if (element.open && element.childElementCount === 1) {
      element.append(make(element));
    }
  }
  return element;
}

/** A button that deletes the row after a confirmation. */
export function deleteButton(row, name, { api, path, read, change, one }) {
  return el('button', {
    type: 'button',
    class: 'danger',
    async onclick() {
      if (await ask({ title: `Delete this ${one}?`, text: userText(name), button: `Delete the ${one}` })) {
        try {
          await change(`deleting a ${one}`, () => api.delete(`${path}/${row.id}`).catch(unlessGone), () => read(''));
        } catch (error) {
          announce(error.message);
          await read('');
        }
      }
    },
  }, 'Delete', el('span', { class: 'unseen' }, ' ', userText(name)));
}

/** What somebody else has deleted, or a request whose answer was lost, is deleted. */
function unlessGone(error) {
  if (!(error instanceof Refused && error.status === 404)) {
    throw error;
  }
}
