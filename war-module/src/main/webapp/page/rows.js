import { ask } from './ask.js';
import { announce, el, focusOn, newId, userText } from './dom.js';
import { form } from './form.js';
import { MAX_LIMIT } from './limits.js';

/** One list of the journal with a form for a new row. */
export function journalSection(journal, { title, path, one, fields, item, empty }) {
  const id = newId();
  const heading = el('h3', { id }, title);
  const list = el('ul', { class: 'rows', 'aria-labelledby': id });

  /** Reads the list again; the focus goes to the row with that id, or to the heading. */
  async function read(focus) {
    try {
      const rows = await journal.api.get(`${path}?limit=${MAX_LIMIT}`);
      list.replaceChildren(...rows.map(row => el('li', { 'data-id': row.id }, item(row, { ...journal, path, read, one }))),
        ...(rows.length === 0 ? [el('li', { class: 'quiet' }, empty)] : []));
    } catch (error) {
      list.replaceChildren(el('li', { class: 'problem' }, error.message));
    }
    if (focus !== undefined) {
      focusOn(list.querySelector(`[data-id="${CSS.escape(focus)}"] h4`) ?? heading);
    }
  }

  const add = fields === undefined ? null : disclosure(`Add a ${one}`, open => form({
    label: `Add a ${one}`,
    fields,
    button: `Add the ${one}`,
    async submit(row, element) {
      let created;
      await journal.change(`adding a ${one}`, async () => {
        created = await journal.api.post(path, row);
      });
      element.reset();
      open.open = false;
      await read(created.id);
    },
  }));

  read();
  return el('section', { class: 'journal-section', 'aria-labelledby': id }, heading, add, list);
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
          await change(`deleting a ${one}`, () => api.delete(`${path}/${row.id}`));
        } catch (error) {
          announce(error.message);
        }
        await read('');
      }
    },
  }, 'Delete', el('span', { class: 'unseen' }, ' ', userText(name)));
}

/** The members whose value has changed. */
const changedMembers = (row, edited) => Object.fromEntries(
  Object.entries(edited).filter(([name, value]) => value !== (row[name] ?? null)));

/** Sends the changed members of a form that has a status among its fields; without a change it sends nothing. */
export async function save(row, { status, ...edited }, { api, path, read, change, one }) {
  const patch = changedMembers(row, edited);
  const isPatched = Object.keys(patch).length > 0;
  if (isPatched || status !== row.status) {
    await change(`changing a ${one}`, async () => {
      if (isPatched) {
        await api.patch(`${path}/${row.id}`, patch);
      }
      if (status !== row.status) {
        await api.put(`${path}/${row.id}/status`, { status });
      }
    });
  } else {
    announce('Nothing was changed.');
  }
  await read(row.id);
}
