import { assertEquals, test } from './testing.js';
import { fieldErrors, inWords } from '../../main/webapp/page/problems.js';

[
  ['is required', 'Please fill this in.'],
  ['must not be blank', 'Please fill this in.'],
  ['must have a length of 0 to 2000', 'At most 2,000 characters.'],
  ['must be 1 or more', 'At least 1.'],
  ['must be 10 or less', 'At most 10.'],
  ['must be an integer from 1 to 8000', 'A whole number from 1 to 8,000.'],
  ['must be an integer', 'A whole number.'],
  ['must be a date like 2026-01-31', 'A date, with a year of four digits.'],
  ['must be a string without U+0000 and without lone surrogates', 'There is a character in it that cannot be stored.'],
  ['something new', 'something new'],
].forEach(([detail, words]) => test(`"${detail}" is "${words}"`, () => assertEquals(inWords(detail), words)));

test('an error belongs to the field of a body, to a parameter, or to the body', () => {
  const errors = [{ pointer: '#/title', detail: 'is required' }, { parameter: 'budget', detail: 'x' }, { detail: 'y' }, { pointer: '#', detail: 'z' }];

  assertEquals(fieldErrors({ errors }), [['title', 'Please fill this in.'], ['budget', 'x'], ['body', 'y'], ['#', 'z']]);
});

test('without errors there are none', () => assertEquals(fieldErrors(new Error('x')), []));
