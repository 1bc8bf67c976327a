import { ask } from './ask.js';
import { el, focusOn, newId, said, tell } from './dom.js';
import { form } from './form.js';

/** One list of the journal with a form for a new row. */
export function room(door, { title, path, one, fields, item, empty }) {
  const id = newId();
  const heading = el('h3', { id }, title);
  const list = el('ul', { class: 'rows', 'aria-labelledby': id });

  /** Reads the list anew; the focus goes to the row with that id, or to the heading. */
  async function read(focus) {
    try {
      const rows = await door.api.get(`${path}?limit=100`);
      list.replaceChildren(...rows.map(row => el('li', { 'data-id': row.id }, item(row, { ...door, path, read, one }))),
        ...(rows.length === 0 ? [el('li', { class: 'quiet' }, empty)] : []));
    } catch (error) {
      list.replaceChildren(el('li', { class: 'trouble' }, error.message));
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
      await door.change(`adding a ${one}`, async () => {
        created = await door.api.post(path, row);
      });
      element.reset();
      open.open = false;
      await read(created.id);
    },
  }));

  read();
  return el('section', { class: 'room', 'aria-labelledby': id }, heading, add, list);
}

/** What opens and closes; its content is made when it is first opened. */
export function disclosure(title, make, about) {
  const element = el('details', { ontoggle },
    el('summary', {}, title, about ? el('span', { class: 'unseen' }, ' ', said(about)) : null));
  function ontoggle() {
    if (element.open && element.childElementCount === 1) {
      element.append(make(element));
    }
  }
  return element;
}

/** A button that deletes the row when that was meant. */
export function remover(row, name, { api, path, read, change, one }) {
  return el('button', {
    type: 'button',
    class: 'danger',
    async onclick() {
      if (await ask({ title: `Delete this ${one}?`, text: said(name), button: `Delete the ${one}` })) {
        try {
          await change(`deleting a ${one}`, () => api.delete(`${path}/${row.id}`));
        } catch (error) {
          tell(error.message);
        }
        await read('');
      }
    },
  }, 'Delete', el('span', { class: 'unseen' }, ' ', said(name)));
}

/** The members that are not what they were. */
const changes = (row, edited) => Object.fromEntries(
  Object.entries(edited).filter(([name, value]) => value !== (row[name] ?? null)));

/** Sends what was changed in a form that has a status among its fields, and nothing when nothing was. */
export async function save(row, { status, ...edited }, { api, path, read, change, one }) {
  const patch = changes(row, edited);
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
    tell('Nothing was changed.');
  }
  await read(row.id);
}
