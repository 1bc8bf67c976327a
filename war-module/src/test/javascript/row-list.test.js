import { fill, withText } from './browser.js';
import { assertEquals, test } from './testing.js';
import { el } from '../../main/webapp/page/dom.js';
import { form } from '../../main/webapp/page/form.js';
import { rowList } from '../../main/webapp/page/row-list.js';

const A = { id: 'a', title: 'A' };
const B = { id: 'b', title: 'B' };

/** Rows with a form in a details element. */
const withForm = row => ({
  content: [el('h4', {}, row.title), el('details', {}, form({ fields: [{ name: 'title', label: 'Title', value: row.title }], button: 'Save', label: 'x' }))],
});

function listOf(make = withForm) {
  const list = rowList({ labelledBy: 'x', one: 'dream', empty: 'No dreams yet.', make });
  document.body.append(list.element);
  return list;
}

const titles = list => list.element.querySelectorAll('h4').map(each => each.textContent);

const item = (list, index) => list.element.children[index];

test('rows are shown in their order, and none as none', () => {
  const list = listOf();
  list.show([A, B]);
  assertEquals([titles(list), list.rows(), list.heading('b').textContent, list.heading('c')], [['A', 'B'], [A, B], 'B', undefined]);

  list.show([B, A]);
  assertEquals(titles(list), ['B', 'A']);

  list.show([]);
  assertEquals(list.element.textContent, 'No dreams yet.');
});

test('a row that has not changed stays the same element', () => {
  const list = listOf();
  list.show([A, B]);
  const before = item(list, 1);
  list.show([{ ...B }]);

  assertEquals(item(list, 0) === before, true);
});

test('a row that has changed is shown as it is, and what is open stays open', () => {
  const list = listOf();
  list.show([A]);
  item(list, 0).querySelector('details').open = true;
  list.show([{ id: 'a', title: 'C' }]);

  assertEquals([titles(list), item(list, 0).querySelector('details').open], [['C'], true]);
  assertEquals(item(list, 0).querySelector('input').value, 'C');
});

test('what somebody types into a row stays when it changes, and the change is told', () => {
  const list = listOf();
  list.show([A]);
  fill(list.element, 'title', 'mine');
  list.show([{ id: 'a', title: 'theirs' }, B]);

  assertEquals([titles(list), list.element.querySelector('input').value, list.rows()], [['A', 'B'], 'mine', [A, B]]);
  assertEquals(item(list, 0).querySelector('.note').textContent.split('.')[0], 'This dream was changed elsewhere');

  withText(list.element, 'button', 'Show it as it is now').click();
  assertEquals([titles(list), list.element.querySelector('input').value], [['theirs', 'B'], 'theirs']);
});

test('a row that was saved is shown as it is, closed', () => {
  const list = listOf();
  list.show([A]);
  item(list, 0).querySelector('details').open = true;
  fill(list.element, 'title', 'mine');
  list.show([{ id: 'a', title: 'mine' }], 'a');

  assertEquals([titles(list), item(list, 0).querySelector('details').open], [['mine'], false]);
});

test('a row may show its change in place', () => {
  const updates = [];
  let isAble = true;
  const list = listOf(row => ({ content: el('h4', {}, row.title), update: changed => updates.push(changed.title) > 0 && isAble }));
  list.show([A]);
  const before = item(list, 0);
  list.show([{ id: 'a', title: 'C' }]);
  assertEquals([updates, item(list, 0) === before, list.rows()], [['C'], true, [{ id: 'a', title: 'C' }]]);

  isAble = false;
  list.show([{ id: 'a', title: 'D' }]);
  assertEquals([updates, titles(list)], [['C', 'D'], ['D']]);
});

test('the focus stays where it is', () => {
  const list = listOf();
  list.show([A, B]);
  const input = item(list, 1).querySelector('input');
  input.focus();
  list.show([B, A]);

  assertEquals(document.activeElement === input, true);
});
