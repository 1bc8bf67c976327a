const number = digits => Number(digits).toLocaleString('en');

/** What the server says of a value, and what a person is told. */
const WORDS = [
  [/^(is required|must not be blank)$/, () => 'Please fill this in.'],
  [/^must have a length of \d+ to (\d+)$/, most => `At most ${number(most)} characters.`],
  [/^must be (-?\d+) or more$/, least => `At least ${number(least)}.`],
  [/^must be (-?\d+) or less$/, most => `At most ${number(most)}.`],
  [/^must be an integer from (\d+) to (\d+)$/, (least, most) => `A whole number from ${number(least)} to ${number(most)}.`],
  [/^must be an integer$/, () => 'A whole number.'],
  [/^must be a date\b/, () => 'A date, with a year of four digits.'],
  [/^must be a string without\b/, () => 'There is a character in it that cannot be stored.'],
];

/** A detail of the server in the words of a person; one that is not known stays as it is. */
export function inWords(detail) {
  const [pattern, say] = WORDS.find(([each]) => each.test(detail)) ?? [/$/, () => detail];
  return say(...pattern.exec(detail).slice(1));
}

/** "#/title" of a body is the field title. */
const fieldOf = error => (error.pointer ?? '').replace(/^#\//, '') || error.parameter || 'body';

/** What went wrong with each field: [name, words]. */
export const fieldErrors = error => (error.errors ?? []).map(each => [fieldOf(each), inWords(each.detail)]);
