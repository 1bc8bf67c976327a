import { el, newId, oneAtATime, words } from './dom.js';
import { fieldErrors } from './problems.js';

const MARKED = 'Please look at the marked fields.';

/** Whether somebody has typed into a form, by the form. */
const dirty = new WeakMap();

/** Whether a form holds something that was typed and not sent. */
export const isDirty = element => dirty.get(element)?.() ?? false;

/**
 * A form out of fields: {name, label, type, required, limit, least, greatest, value, choices, hint}, with one button. The type is text,
 * area, number, date, choice, check or id, which is a UUID. Submit gets the values by name, null for an empty field. An error is shown at the top of the form and
 * beside each field that it names, and the first such field gets the focus. What is no number, no date or too long is not sent.
 */
export function form({ fields, button, submit, label, isDanger = false, extra = [] }) {
  const problem = el('div', { class: 'problem', role: 'alert' });
  const inputs = new Map(fields.map(field => [field.name, input(field)]));
  const send = el('button', { type: 'submit', class: isDanger ? 'danger' : 'primary' }, button);
  const element = el('form', { novalidate: true, 'aria-label': label, onsubmit: onSubmit },
    problem, [...inputs.values()].map(each => each.row), el('div', { class: 'actions' }, send, extra));
  dirty.set(element, () => [...inputs.values()].some(each => each.isChanged()));

  function onSubmit(event) {
    event.preventDefault();
    return oneAtATime(send, attempt);
  }

  async function attempt() {
    clearErrors();
    const wrong = fields.map(field => [field.name, inputs.get(field.name).mistake()]).filter(([, mistake]) => mistake !== null);
    if (wrong.length > 0) {
      showErrors(wrong.some(([, mistake]) => mistake === MISSING) ? 'Something is missing.' : MARKED, wrong);
      return;
    }
    try {
      await submit(Object.fromEntries([...inputs].map(([name, each]) => [name, each.read()])), element);
    } catch (error) {
      const errors = fieldErrors(error);
      const areMarked = error.status === 400 && errors.length > 0 && errors.every(([name]) => inputs.has(name));
      showErrors(areMarked ? MARKED : error.message, errors);
    }
  }

  function clearErrors() {
    problem.replaceChildren();
    inputs.forEach(each => each.showError(''));
  }

  /** Errors of a field are shown beside the field, the others at the top of the form. */
  function showErrors(message, errors) {
    const others = errors.filter(([name]) => !inputs.has(name));
    problem.replaceChildren(el('p', {}, message),
      ...(others.length > 0 ? [el('ul', {}, others.map(([name, detail]) => el('li', {}, `${name}: ${detail}`)))] : []));
    errors.filter(([name]) => inputs.has(name)).forEach(([name, detail]) => inputs.get(name).showError(detail));
    const wrong = fields.find(field => errors.some(([name]) => name === field.name));
    (wrong === undefined ? send : inputs.get(wrong.name).control).focus();
  }

  return element;
}

const MISSING = 'Please fill this in.';

const NO_VALUE = {
  date: 'This is no date. Fill in day, month and year, or clear the field.',
  number: 'This is no number.',
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const number = value => value.toLocaleString('en');

const isOptional = ({ required, type, choices }) => !required && type !== 'check' && (type !== 'choice' || choices.includes(''));

function input(field) {
  const id = newId();
  const attributes = {
    id, name: field.name, 'aria-required': field.required ? 'true' : null, 'aria-describedby': `${id}-hint ${id}-error`,
    autocomplete: 'off', dir: field.type === 'number' || field.type === 'date' ? null : 'auto',
  };
  const isCheck = field.type === 'check';
  const control = controlOf(field, attributes);
  if (!isCheck) {
    control.value = field.value ?? '';
  }
  const state = () => isCheck ? control.checked : control.value;
  const initial = state();
  const error = el('p', { id: `${id}-error`, class: 'error' });
  const label = el('label', { for: id }, field.label, isOptional(field) ? el('span', { class: 'quiet' }, ' (optional)') : null);
  const row = el('div', { class: isCheck ? 'field check' : 'field' },
    isCheck ? [control, label] : [label, control],
    el('p', { id: `${id}-hint`, class: 'hint' }, field.hint ?? (field.limit ? `At most ${number(field.limit)} characters.` : '')), error);

  function read() {
    if (isCheck) {
      return control.checked;
    }
    const text = field.type === 'area' ? control.value : control.value.trim();
    if (text.trim() === '') {
      return null;
    }
    return field.type === 'number' ? Number(text) : text;
  }

  /** What is wrong with the value, in words; null when nothing is. */
  function mistake() {
    const value = read();
    if (control.validity?.badInput) {
      return NO_VALUE[field.type]; // a browser's value is empty then
    }
    if (value === null) {
      return field.required ? MISSING : null;
    }
    if (field.type === 'id' && !UUID.test(value)) {
      return 'This is no user id: 32 letters and digits, in groups of 8, 4, 4, 4 and 12 with hyphens between them.';
    }
    if (value.length > field.limit) {
      return `At most ${number(field.limit)} characters; these are ${number(value.length)}.`;
    }
    return value < field.least || value > field.greatest ? `From ${number(field.least)} to ${number(field.greatest)}.` : null;
  }

  return {
    row,
    control,
    read,
    mistake,
    isChanged: () => state() !== initial || (control.validity?.badInput ?? false),
    showError(text) {
      error.textContent = text;
      if (text === '') {
        control.removeAttribute('aria-invalid');
      } else {
        control.setAttribute('aria-invalid', 'true');
      }
    },
  };
}

function controlOf(field, attributes) {
  switch (field.type) {
    case 'area':
      return el('textarea', { ...attributes, rows: 3 });
    case 'check':
      return el('input', { ...attributes, dir: null, type: 'checkbox', checked: field.value });
    case 'choice':
      return el('select', { ...attributes, dir: null },
        field.choices.map(choice => typeof choice === 'string'
          ? el('option', { value: choice }, choice === '' ? 'none' : words(choice))
          : el('option', { value: choice.value }, choice.text)));
    case 'number':
      return el('input', { ...attributes, type: 'number', min: field.least, max: field.greatest });
    case 'date':
      return el('input', { ...attributes, type: 'date', max: '9999-12-31' });
    default:
      return el('input', { ...attributes, type: field.secret ? 'password' : 'text' });
  }
}
