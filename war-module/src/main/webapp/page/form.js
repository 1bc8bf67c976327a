import { el, newId, words } from './dom.js';

/**
 * A form out of fields: {name, label, type, required, limit, value, choices, hint}, with one button. The type is text, area, number, date
 * or choice. Submit gets the values by name, null for an empty field. An error is shown at the top of the form and beside each field
 * that it names, and the first such field gets the focus.
 */
export function form({ fields, button, submit, label, isDanger = false, extra = [] }) {
  const problem = el('div', { class: 'problem', role: 'alert' });
  const inputs = new Map(fields.map(field => [field.name, input(field)]));
  const send = el('button', { type: 'submit', class: isDanger ? 'danger' : 'primary' }, button);
  const element = el('form', { novalidate: true, 'aria-label': label, onsubmit: onSubmit },
    problem, [...inputs.values()].map(each => each.row), el('div', { class: 'actions' }, send, extra));

  async function onSubmit(event) {
    event.preventDefault();
    if (send.getAttribute('aria-disabled') === 'true') {
      return;
    }
    clearErrors();
    const missing = fields.filter(field => field.required && inputs.get(field.name).read() === null);
    if (missing.length > 0) {
      showErrors('Something is missing.', missing.map(field => [field.name, 'Please fill this in.']));
      return;
    }
    send.setAttribute('aria-disabled', 'true');
    try {
      await submit(Object.fromEntries([...inputs].map(([name, each]) => [name, each.read()])), element);
    } catch (error) {
      const errors = (error.errors ?? []).map(each => [fieldName(each), each.detail]);
      showErrors(error.message, errors);
    } finally {
      send.removeAttribute('aria-disabled');
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

/** "#/title" of a body is the field title. */
const fieldName = error => (error.pointer ?? '').replace(/^#\//, '') || error.parameter || 'body';

const isOptional = ({ required, type, choices }) => !required && (type !== 'choice' || choices.includes(''));

function input(field) {
  const id = newId();
  const attributes = {
    id, name: field.name, 'aria-required': field.required ? 'true' : null, 'aria-describedby': `${id}-hint ${id}-error`,
    autocomplete: 'off', dir: field.type === 'number' || field.type === 'date' ? null : 'auto',
  };
  const control = controlOf(field, attributes);
  control.value = field.value ?? '';
  const error = el('p', { id: `${id}-error`, class: 'error' });
  const row = el('div', { class: 'field' },
    el('label', { for: id }, field.label, isOptional(field) ? el('span', { class: 'quiet' }, ' (optional)') : null),
    control, el('p', { id: `${id}-hint`, class: 'hint' }, field.hint ?? (field.limit ? `At most ${field.limit.toLocaleString('en')} characters.` : '')), error);
  return {
    row,
    control,
    read() {
      const text = field.type === 'area' ? control.value : control.value.trim();
      if (text.trim() === '') {
        return null;
      }
      return field.type === 'number' ? Number(text) : text;
    },
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
    case 'choice':
      return el('select', { ...attributes, dir: null },
        field.choices.map(choice => typeof choice === 'string'
          ? el('option', { value: choice }, choice === '' ? 'none' : words(choice))
          : el('option', { value: choice.value }, choice.text)));
    case 'number':
      return el('input', { ...attributes, type: 'number', min: field.least, max: field.greatest });
    case 'date':
      return el('input', { ...attributes, type: 'date' });
    default:
      return el('input', { ...attributes, type: 'text', spellcheck: field.secret ? 'false' : null });
  }
}
