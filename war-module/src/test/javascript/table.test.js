import './browser.js';
import { assertEquals, test } from './testing.js';
import { table } from '../../main/webapp/page/table.js';

const fruits = () => table({
  caption: 'Fruits',
  key: fruit => fruit.id,
  state: fruit => fruit.isRipe ? 'ripe' : 'green',
  columns: [{ title: 'Fruit', of: fruit => fruit.name }, { title: 'Weight', name: 'number', of: fruit => `${fruit.weight} g` }],
});

const rows = ({ element }) => element.querySelectorAll('tbody tr');
const texts = shown => rows(shown).map(row => row.children.map(cell => cell.textContent));

const APPLE = { id: 1, name: 'Apple', weight: 150, isRipe: true };
const PEAR = { id: 2, name: '<b>Pear</b>', weight: 170, isRipe: false };

test('rows have a heading, cells and a state, below headings of columns', () => {
  const shown = fruits();
  shown.show([APPLE, PEAR]);

  assertEquals(texts(shown), [['Apple', '150 g'], ['<b>Pear</b>', '170 g']]);
  assertEquals(rows(shown).map(row => [row.children[0].localName, row.children[0].getAttribute('scope'), row.getAttribute('data-state')]),
    [['th', 'row', 'ripe'], ['th', 'row', 'green']]);
  assertEquals(shown.element.querySelectorAll('thead th').map(each => [each.textContent, each.getAttribute('scope'), each.getAttribute('class')]),
    [['Fruit', 'col', null], ['Weight', 'col', 'number']]);
  assertEquals(shown.element.querySelector('caption').textContent, 'Fruits');
});

test('it can be scrolled with the keyboard and has a name', () => {
  const { element } = fruits();

  assertEquals([element.getAttribute('role'), element.getAttribute('aria-label'), element.getAttribute('tabindex')], ['region', 'Fruits', '0']);
});

test('what stays the same is left alone', () => {
  const shown = fruits();
  shown.show([APPLE, PEAR]);
  const [first, second] = rows(shown);
  const name = first.children[0].childNodes[0];
  shown.show([{ ...APPLE, weight: 140, isRipe: false }, PEAR]);

  assertEquals(texts(shown)[0], ['Apple', '140 g']);
  assertEquals(first.getAttribute('data-state'), 'green');
  assertEquals([rows(shown)[0] === first, rows(shown)[1] === second, first.children[0].childNodes[0] === name], [true, true, true]);
});

test('rows come, go and change their order', () => {
  const shown = fruits();
  shown.show([APPLE]);
  shown.show([PEAR, APPLE]);
  assertEquals(texts(shown).map(([name]) => name), ['<b>Pear</b>', 'Apple']);

  shown.show([PEAR]);
  assertEquals(texts(shown).map(([name]) => name), ['<b>Pear</b>']);

  shown.show([]);
  assertEquals(texts(shown), []);
});
