/** Makes an element. Text only ever becomes a text node; attributes that are null or false are left out. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  element.append(...children.flat(2).filter(child => child !== null && child !== undefined));
  return element;
}

/** Text that a person wrote, isolated from the direction of the text around it. */
export const userText = text => el('bdi', { class: 'user-text' }, text ?? '');

/** The first 100 characters of a text, for a heading. */
export function short(text) {
  const characters = [...text];
  return characters.length <= 100 ? text : `${characters.slice(0, 100).join('')}…`;
}

let ids = 0;

/** A new id for a label, a heading or a description. */
export const newId = () => `id-${++ids}`;

/** Moves the focus to something that cannot be reached with Tab. */
export function focusOn(element) {
  element.setAttribute('tabindex', '-1');
  element.focus();
}

/** Does something unless the button does it already: it is marked meanwhile, but not disabled, which would lose the focus. */
export async function oneAtATime(button, work) {
  if (button.getAttribute('aria-disabled') === 'true') {
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    await work();
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

/** Shows a message in the status line, which screen readers read out. */
export function announce(text) {
  const status = document.getElementById('status');
  status.textContent = '';
  setTimeout(() => { status.textContent = text; }); // anew, so that the same words are read out again
}

export const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** personal_growth: personal growth. */
export const words = name => name.replaceAll('_', ' ');

export const day = instant => new Date(instant).toLocaleDateString('en', { dateStyle: 'medium' });
