import { announced } from './browser.js';
import { assertEquals, test } from './testing.js';
import { announce, count, day, el, focusOn, newId, short, userText, words } from '../../main/webapp/page/dom.js';

test('text stays text, whatever it looks like', () => {
  const element = el('p', {}, '<img src=x onerror=alert(1)>', el('b', {}, '&amp;'));

  assertEquals(element.childNodes.map(each => each.textContent), ['<img src=x onerror=alert(1)>', '&amp;']);
  assertEquals(element.children.map(each => each.localName), ['b']);
});

test('attributes that are null, undefined or false are left out', () => {
  const element = el('input', { type: 'text', min: null, max: undefined, checked: false, required: true, size: 0 });

  assertEquals([...element.attributes], [['type', 'text'], ['required', ''], ['size', '0']]);
});

test('a function for an event is its listener, and no attribute', () => {
  let clicks = 0;
  const button = el('button', { type: 'button', onclick: () => { clicks++; } });
  button.click();

  assertEquals([clicks, [...button.attributes.keys()]], [1, ['type']]);
});

test('children may be lists, and missing', () => {
  const element = el('p', {}, 'a', null, ['b', [el('b', {}, 'c')]], undefined, 0, '');

  assertEquals(element.textContent, 'abc0');
});

test('what a person wrote keeps its direction to itself', () => {
  assertEquals([userText('שלום').localName, userText('שלום').textContent, userText(null).textContent], ['bdi', 'שלום', '']);
});

test('a text of up to 100 characters is not shortened', () => {
  assertEquals(short('x'.repeat(100)), 'x'.repeat(100));
  assertEquals(short('🙂'.repeat(100)), '🙂'.repeat(100));
});

test('a longer text is cut between characters', () => {
  assertEquals(short('🙂'.repeat(101)), `${'🙂'.repeat(100)}…`);
});

test('numbers are counted in words', () => {
  assertEquals([0, 1, 2, 12345].map(each => count(each, 'hit')), ['0 hits', '1 hit', '2 hits', '12,345 hits']);
  assertEquals([1, 2].map(each => count(each, 'miss', 'misses')), ['1 miss', '2 misses']);
});

test('names of constants are read as words', () => {
  assertEquals(words('very_personal_growth'), 'very personal growth');
});

test('days are written out', () => {
  assertEquals(day('2026-03-01T12:00:00Z'), 'Mar 1, 2026');
});

test('no id comes twice', () => {
  assertEquals(newId() === newId(), false);
});

test('the focus can go to a heading', () => {
  const heading = el('h1', {}, 'Operation');
  focusOn(heading);

  assertEquals([document.activeElement === heading, heading.getAttribute('tabindex')], [true, '-1']);
});

test('the same announcement is made anew', async () => {
  announce('Built.');
  assertEquals(await announced(), 'Built.');

  announce('Built.');
  assertEquals(document.getElementById('status').textContent, '');
  assertEquals(await announced(), 'Built.');
});
