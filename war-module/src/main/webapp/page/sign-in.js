import { el, newId } from './dom.js';
import { form } from './form.js';
import { pasted, read } from './token.js';

/** An error of the field that a token was pasted into. */
export const wrongToken = detail => Object.assign(new Error(detail), { errors: [{ parameter: 'token', detail: 'Paste another one.' }] });

/** The token that somebody pasted, and the owner that it names. */
export function checked(text) {
  const token = pasted(text);
  const owner = read(token);
  if (owner === null) {
    throw wrongToken('This is no token: a JSON Web Token has three parts with dots between them.');
  }
  return { token, owner };
}

const FIELD = {
  name: 'token', label: 'Token', required: true, secret: true, hint: 'A JSON Web Token, with or without “Bearer”.',
};

/** The form of the sign-in; submit gets {token, isKept}. */
export const signInForm = submit => form({
  label: 'Sign in',
  fields: [FIELD, {
    name: 'isKept', label: 'Stay signed in when this page is loaded again', type: 'check', value: true,
    hint: 'The token is then kept by this tab until you sign out or close it.',
  }],
  button: 'Sign in',
  submit,
});

/** Asks for another token of the same owner, in a layer above everything. Fulfilled with the token, or with null. */
export function signInAgain(owner) {
  const ids = [newId(), newId()];
  let token = null;

  function submit({ token: text }) {
    const given = checked(text);
    if (given.owner.subject !== owner.subject) {
      throw wrongToken('This is the token of somebody else. To change the person, sign out first.');
    }
    token = given.token;
    dialog.close('yes');
  }

  const dialog = el('dialog', { 'aria-labelledby': ids[0], 'aria-describedby': ids[1] },
    el('h2', { id: ids[0] }, 'Sign in again'),
    el('p', { id: ids[1] }, 'The server takes the token of ', el('bdi', {}, owner.name),
      ' no longer. Nothing that you typed is lost, and what you were doing goes on when you have signed in.'),
    form({
      label: 'Sign in again', fields: [FIELD], button: 'Sign in', submit,
      extra: [el('button', { type: 'button', onclick: () => dialog.close('no') }, 'Not now')],
    }));
  document.body.append(dialog);
  return new Promise(answer => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      answer(token);
    });
    dialog.showModal();
    dialog.querySelector('[name="token"]').focus();
  });
}
