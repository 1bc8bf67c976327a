import { pass } from './browser.js';
import { assertEquals, test } from './testing.js';
import { lasting, readAt, secondsOf, showAges } from '../../main/webapp/page/age.js';
import { el } from '../../main/webapp/page/dom.js';

function shown() {
  const element = el('span', { class: 'as-of' });
  document.body.append(element);
  return element;
}

test('what was not read has no age', () => {
  const element = shown();
  showAges();

  assertEquals(element.textContent, '');
});

test('an age grows', async () => {
  const element = shown();
  readAt(element);
  const seen = [element.textContent];
  for (const seconds of [1.9, 0.1, 97.9, 0.1, 5899.9, 0.1, 3600]) {
    await pass(1000 * seconds);
    showAges();
    seen.push(element.textContent);
  }

  assertEquals(seen, ['as of now', 'as of now', 'as of 2 s ago', 'as of 99 s ago', 'as of 1 min ago', 'as of 99 min ago', 'as of 1 h ago', 'as of 2 h ago']);
});

test('what is read again is as of now', async () => {
  const element = shown();
  readAt(element);
  await pass(5000);
  readAt(element);

  assertEquals(element.textContent, 'as of now');
});

test('a moment may be given, and a clock that is put back makes no age below zero', () => {
  const element = shown();
  readAt(element, Date.now() - 12000);
  assertEquals(element.textContent, 'as of 12 s ago');

  readAt(element, Date.now() + 12000);
  assertEquals(element.textContent, 'as of now');
});

test('what lasts is told in seconds, minutes or hours', () => {
  assertEquals([0.9, 99.9, 100, 5999, 6000, 100000].map(lasting), ['0 s', '99 s', '1 min', '99 min', '1 h', '27 h']);
});

test('a duration has hours, minutes, seconds or some of them', () => {
  assertEquals(['PT0S', 'PT0.25S', 'PT3M', 'PT1H1M1.5S', 'PT27H'].map(secondsOf), [0, 0.25, 180, 3661.5, 97200]);
});
