import { fill } from './browser.js';
import { assertEquals, idle, test } from './testing.js';
import { form, isDirty } from '../../main/webapp/page/form.js';

const FIELDS = [
  { name: 'title', label: 'Title', required: true, limit: 2000 },
  { name: 'about', label: 'About', type: 'area' },
  { name: 'priority', label: 'Priority', type: 'number', least: 1, greatest: 10, value: 5, hint: '1 to 10.' },
  { name: 'category', label: 'Category', type: 'choice', choices: ['', 'personal_growth'] },
  { name: 'by', label: 'By', type: 'date' },
];

function opened(submit, fields = FIELDS) {
  const element = form({ label: 'A dream', fields, button: 'Add', submit });
  document.body.append(element);
  return element;
}

function submit(element) {
  element.querySelector('[type="submit"]').click();
  return idle();
}

const row = (element, name) => element.querySelector(`[name="${name}"]`).parent;

const errorOf = (element, name) => row(element, name).querySelector('.error').textContent;

const problemOf = element => element.querySelector('.problem').textContent;

const refusal = (message, errors) => () => {
  throw Object.assign(new Error(message), { errors });
};

test('what was filled in is handed over by name, what was not as null', async () => {
  const sent = [];
  const element = opened(values => sent.push(values));
  fill(element, 'title', '  To sail ');
  await submit(element);

  assertEquals(sent, [{ title: 'To sail', about: null, priority: 5, category: null, by: null }]);
});

test('a long text keeps its blanks, and is null when there is nothing else', async () => {
  const sent = [];
  const element = opened(({ about }) => sent.push(about));
  fill(element, 'title', 'x');
  for (const text of ['\n two lines\n', ' \n ']) {
    fill(element, 'about', text);
    await submit(element);
  }

  assertEquals(sent, ['\n two lines\n', null]);
});

test('what is required and missing is not sent, and is asked for beside its field', async () => {
  const sent = [];
  const element = opened(values => sent.push(values));
  fill(element, 'title', '   ');
  await submit(element);

  assertEquals([sent, problemOf(element), errorOf(element, 'title')], [[], 'Something is missing.', 'Please fill this in.']);
  assertEquals(document.activeElement.getAttribute('name'), 'title');
  assertEquals(document.activeElement.getAttribute('aria-invalid'), 'true');
});

test('errors are shown beside the fields that they name', async () => {
  const element = opened(refusal('Invalid.', [{ pointer: '#/priority', detail: 'too big' }, { parameter: 'title', detail: 'too long' }]));
  fill(element, 'title', 'x');
  await submit(element);

  assertEquals([problemOf(element), errorOf(element, 'title'), errorOf(element, 'priority')], ['Invalid.', 'too long', 'too big']);
  assertEquals(document.activeElement.getAttribute('name'), 'title');
});

test('errors of anything else are shown at the top', async () => {
  const element = opened(refusal('Invalid.', [{ pointer: '#/status', detail: 'unknown' }, { detail: 'no object' }]));
  fill(element, 'title', 'x');
  await submit(element);

  assertEquals(element.querySelectorAll('.problem li').map(each => each.textContent), ['status: unknown', 'body: no object']);
  assertEquals(document.activeElement.textContent, 'Add');
});

test('a failure without errors is shown at the top', async () => {
  const element = opened(refusal('The network is down.'));
  fill(element, 'title', 'x');
  await submit(element);

  assertEquals(problemOf(element), 'The network is down.');
  assertEquals(element.querySelector('[name="title"]').value, 'x');
});

test('errors are gone when it is sent again', async () => {
  let isRefused = true;
  const element = opened(() => isRefused && refusal('Invalid.', [{ pointer: '#/title', detail: 'too long' }])());
  fill(element, 'title', 'x');
  await submit(element);
  isRefused = false;
  await submit(element);

  assertEquals([problemOf(element), errorOf(element, 'title')], ['', '']);
  assertEquals(element.querySelector('[name="title"]').getAttribute('aria-invalid'), null);
});

test('it is not sent twice at once, but again afterwards', async () => {
  const sent = [];
  const element = opened(() => new Promise(resolve => sent.push(resolve)));
  fill(element, 'title', 'x');
  await submit(element);
  await submit(element);
  assertEquals(sent.length, 1);

  sent[0]();
  await idle();
  await submit(element);
  assertEquals(sent.length, 2);
});

test('the values that a field has already are filled in', () => {
  const element = opened(() => {}, [
    { name: 'title', label: 'Title', value: '<b>' },
    { name: 'status', label: 'Status', type: 'choice', choices: ['active', 'archived'], value: 'archived' },
  ]);

  assertEquals(['title', 'status'].map(each => element.querySelector(`[name="${each}"]`).value), ['<b>', 'archived']);
});

test('choices are read as words', () => {
  const element = opened(() => {}, [
    { name: 'category', label: 'Category', type: 'choice', choices: ['', 'personal_growth', { value: 'he', text: 'Hebrew' }] },
  ]);

  assertEquals(element.querySelectorAll('option').map(each => [each.value, each.textContent]),
    [['', 'none'], ['personal_growth', 'personal growth'], ['he', 'Hebrew']]);
});

test('a label says what is optional: neither what is required nor a choice without an empty one', () => {
  const element = opened(() => {}, [...FIELDS, { name: 'tone', label: 'Tone', type: 'choice', choices: ['gentle'] }]);

  assertEquals(element.querySelectorAll('label').map(each => each.textContent),
    ['Title', 'About (optional)', 'Priority (optional)', 'Category (optional)', 'By (optional)', 'Tone']);
});

test('a field is described by its hint, or else its limit', () => {
  const element = opened(() => {});
  const hint = name => document.getElementById(element.querySelector(`[name="${name}"]`).getAttribute('aria-describedby').split(' ')[0]);

  assertEquals(['title', 'about', 'priority'].map(each => hint(each).textContent), ['At most 2,000 characters.', '', '1 to 10.']);
});

test('numbers have their bounds', () => {
  const priority = opened(() => {}).querySelector('[name="priority"]');

  assertEquals([priority.getAttribute('type'), priority.min, priority.max], ['number', '1', '10']);
});

async function typed(name, text, badInput = false) {
  const sent = [];
  const element = opened(values => sent.push(values));
  fill(element, 'title', 'x');
  fill(element, name, text);
  element.querySelector(`[name="${name}"]`).validity.badInput = badInput;
  await submit(element);
  return { sent, error: errorOf(element, name), problem: problemOf(element) };
}

test('a date that is none is refused, not dropped', async () => {
  assertEquals(await typed('by', '', true),
    { sent: [], error: 'This is no date. Fill in day, month and year, or clear the field.', problem: 'Please look at the marked fields.' });
});

test('a number that is none, or out of its bounds, is refused', async () => {
  assertEquals((await typed('priority', '', true)).error, 'This is no number.');
  assertEquals((await typed('priority', '11')).error, 'From 1 to 10.');
  assertEquals((await typed('priority', '0')).error, 'From 1 to 10.');
  assertEquals((await typed('priority', '10')).sent.length, 1);
});

test('a text that is too long is told by how much before it is sent', async () => {
  assertEquals(await typed('title', 'x'.repeat(2001)),
    { sent: [], error: 'At most 2,000 characters; these are 2,001.', problem: 'Please look at the marked fields.' });
  assertEquals((await typed('title', 'x'.repeat(2000))).sent.length, 1);
});

test('what is no id is refused', async () => {
  const sent = [];
  const element = opened(values => sent.push(values), [{ name: 'user', label: 'User id', type: 'id', required: true }]);
  fill(element, 'user', 'nobody');
  await submit(element);
  assertEquals([sent, errorOf(element, 'user').slice(0, 19)], [[], 'This is no user id:']);

  fill(element, 'user', '6F1C8C54-0b1e-4d5a-9c3e-2f1d7a8b9c0d');
  await submit(element);
  assertEquals(sent.length, 1);
});

test('what the server says of fields is told in the words of a person', async () => {
  const refuse = () => { throw Object.assign(new Error('The body is invalid; see errors.'), { status: 400, errors: [{ pointer: '#/title', detail: 'must have a length of 0 to 200' }] }); };
  const element = opened(refuse);
  fill(element, 'title', 'x');
  await submit(element);

  assertEquals([problemOf(element), errorOf(element, 'title')], ['Please look at the marked fields.', 'At most 200 characters.']);
});

test('a box is checked or not', async () => {
  const sent = [];
  const element = opened(values => sent.push(values), [{ name: 'isKept', label: 'Keep it', type: 'check', value: true }, { name: 'other', label: 'Other', type: 'check', value: false }]);
  await submit(element);

  assertEquals([sent, element.querySelectorAll('label').map(each => each.textContent)], [[{ isKept: true, other: false }], ['Keep it', 'Other']]);
});

test('a form is dirty while it holds something that was typed', () => {
  const element = opened(() => {}, [{ name: 'title', label: 'Title', value: 'a' }, { name: 'by', label: 'By', type: 'date' }]);
  assertEquals(isDirty(element), false);

  fill(element, 'title', 'b');
  assertEquals(isDirty(element), true);

  fill(element, 'title', 'a');
  assertEquals(isDirty(element), false);

  element.querySelector('[name="by"]').validity.badInput = true;
  assertEquals(isDirty(element), true);
});
