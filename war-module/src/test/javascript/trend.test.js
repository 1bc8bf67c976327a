import './browser.js';
import { assertEquals, test } from './testing.js';
import { trend } from '../../main/webapp/page/trend.js';

const isEmpty = element => element.getAttribute('data-empty') === 'true';

function drawn(values, greatest) {
  const { element, add } = trend('The hit ratio');
  values.forEach(each => add(each, greatest));
  return { element, line: element.querySelector('path').getAttribute('d') };
}

test('one value is no trend', () => {
  assertEquals([isEmpty(drawn([1], 1).element), isEmpty(drawn([1, 1], 1).element)], [true, false]);
});

test('the last value is at the right end, the greatest at the top', () => {
  assertEquals(drawn([0, 0.5, 1], 1).line, 'M57 19L58 10L59 1');
});

test('with a limit its value is the top', () => {
  assertEquals(drawn([0, 1], 2).line, 'M58 19L59 10');
});

test('without a limit the greatest of the values is the top, at least 1', () => {
  assertEquals(drawn([20, 40]).line, 'M58 10L59 1');
  assertEquals(drawn([0, 0.5]).line, 'M58 19L59 10');
});

test('a moment without a value is left out', () => {
  assertEquals(drawn([1, null, 1], 1).line, 'M57 1L59 1');
});

test('nothing but moments without a value is no trend', () => {
  assertEquals(isEmpty(drawn([null, null], 1).element), true);
});

test('the line keeps sixty values', () => {
  const { line } = drawn([...Array(61).keys()], 60);

  assertEquals([line.split('L').length, line.split('L')[0], line.split('L').at(-1)], [60, 'M0 18.7', '59 1']);
});

test('the picture has a name', () => {
  assertEquals(drawn([]).element.getAttribute('aria-label'), 'The hit ratio in the last two minutes');
});
