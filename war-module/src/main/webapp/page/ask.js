import { el, newId } from './dom.js';

/** Asks for confirmation in a dialog, which Escape closes; the focus returns to where it was. */
export function ask({ title, text, button }) {
  const ids = [newId(), newId()];
  const yes = el('button', { type: 'button', class: 'danger primary', onclick: () => dialog.close('yes') }, button);
  const no = el('button', { type: 'button', autofocus: true, onclick: () => dialog.close('no') }, 'Cancel');
  const dialog = el('dialog', { 'aria-labelledby': ids[0], 'aria-describedby': ids[1] },
    el('h2', { id: ids[0] }, title), el('div', { id: ids[1] }, text), el('div', { class: 'actions' }, yes, no));
  document.body.append(dialog);
  return new Promise(answer => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(dialog.returnValue === 'yes');
    });
    dialog.showModal();
  });
}
