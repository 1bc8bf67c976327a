import { el } from './dom.js';

/**
 * A table whose rows are shown again and again: {element, show(items)}. What stays the same is left alone, so that what somebody has selected
 * stays selected. It scrolls by itself where it is too wide. Options: caption; columns of {title, name, of}, where name is the class of the
 * cells and of(item) the text in them, the first column being the heading of its row; key(item), which tells items apart; state(item), shown
 * in data-state of the row.
 */
export function table({ caption, columns, key, state }) {
  const body = el('tbody');
  let rows = new Map();

  function show(items) {
    const before = [...rows.keys()];
    rows = new Map(items.map(item => [key(item), rows.get(key(item)) ?? row()]));
    if ([...rows.keys()].join() !== before.join()) {
      body.replaceChildren(...rows.values());
    }
    items.forEach(item => fill(rows.get(key(item)), item));
  }

  const row = () => el('tr', {}, columns.map(({ name }, index) =>
    index === 0 ? el('th', { scope: 'row', class: name }) : el('td', { class: name })));

  function fill(element, item) {
    element.setAttribute('data-state', state(item));
    columns.forEach(({ of }, index) => {
      const cell = element.children[index];
      const text = of(item);
      if (cell.textContent !== text) {
        cell.textContent = text;
      }
    });
  }

  const element = el('div', { class: 'wide', role: 'region', 'aria-label': caption, tabindex: 0 },
    el('table', {},
      el('caption', { class: 'unseen' }, caption),
      el('thead', {}, el('tr', {}, columns.map(({ title, name }) => el('th', { scope: 'col', class: name }, title)))),
      body));
  return { element, show };
}
