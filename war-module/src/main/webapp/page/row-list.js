import { el } from './dom.js';
import { isDirty } from './form.js';

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A list whose rows can be shown anew while somebody works with them: what is opened stays open, and what is typed stays typed. make(row)
 * returns {content, update}; update(row), which may be missing, shows a changed row in place and returns false if it cannot.
 */
export function rowList({ labelledBy, one, empty, make }) {
  const element = el('ul', { class: 'rows', 'aria-labelledby': labelledBy });
  let entries = [];

  /** Shows these rows. The one with that id is made anew even if somebody has typed into it: it was saved. */
  function show(rows, saved) {
    const focused = document.activeElement;
    entries = rows.map(row => entryOf(row, saved));
    place(entries.length > 0 ? entries.map(each => each.item) : [el('li', { class: 'quiet' }, empty)]);
    if (element.contains(focused) && document.activeElement !== focused) {
      focused.focus(); // it was moved, which takes the focus away
    }
  }

  function entryOf(row, saved) {
    const before = row.id === saved ? undefined : entries.find(each => each.row.id === row.id);
    if (before === undefined) {
      return create(row);
    }
    if (same(before.row, row)) {
      return before;
    }
    if (before.update?.(row)) {
      return Object.assign(before, { row });
    }
    if ([...before.item.querySelectorAll('form')].some(isDirty)) {
      tell(before, row);
      return before;
    }
    return create(row, openedIn(before.item));
  }

  function create(row, opened = []) {
    const { content, update } = make(row);
    const item = el('li', { 'data-id': row.id }, content);
    [...item.querySelectorAll('details')].forEach((each, index) => { each.open = opened[index] ?? false; });
    return { row, item, update, note: null };
  }

  function tell(entry, row) {
    entry.note?.remove();
    entry.note = el('p', { class: 'note', role: 'status' }, `This ${one} was changed elsewhere. What you typed is still here. `,
      el('button', { type: 'button', onclick: () => show(entries.map(each => each === entry ? row : each.row), row.id) }, 'Show it as it is now'));
    entry.item.insertBefore(entry.note, entry.item.children[0]);
  }

  function place(items) {
    const wanted = new Set(items);
    [...element.children].filter(each => !wanted.has(each)).forEach(each => each.remove());
    items.forEach((item, index) => {
      const there = element.children[index] ?? null;
      if (there !== item) {
        element.insertBefore(item, there);
      }
    });
  }

  return {
    element,
    show,
    rows: () => entries.map(each => each.row),
    /** The heading of a row; undefined when it is not shown. */
    heading: id => entries.find(each => each.row.id === id)?.item.querySelector('h4'),
  };
}

const openedIn = item => [...item.querySelectorAll('details')].map(each => each.open);
