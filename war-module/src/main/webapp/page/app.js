import { adminView } from './admin.js';
import { Refused, caller } from './api.js';
import { announce, el, focusOn } from './dom.js';
import { form } from './form.js';
import { read, takeFromAddress } from './token.js';
import { userView } from './user.js';

const VIEWS = {
  user: { title: 'Your context', open: userView },
  admin: { title: 'Operation', open: adminView },
};

const main = document.getElementById('main');
const nav = document.getElementById('views');
const who = document.getElementById('who');
const leave = document.getElementById('leave');

/** Counts the sign-ins of this page: an answer to an earlier one must not sign out the present one. */
let session = 0;

/** Stops the timers of the view that is shown. */
let closeView = () => {};

function show(...content) {
  closeView();
  closeView = () => {};
  document.querySelectorAll('dialog').forEach(dialog => dialog.close('no'));
  main.replaceChildren(...content);
}

function signInView(message) {
  session++;
  document.title = 'Sign in - Clarify Context';
  nav.hidden = who.hidden = leave.hidden = true;
  const heading = el('h1', {}, 'Sign in');
  show(el('section', { class: 'card narrow', 'aria-labelledby': 'sign-in' },
    Object.assign(heading, { id: 'sign-in' }),
    message ? el('p', { class: 'problem' }, message) : null,
    el('p', {}, 'Paste a token of a person or an administrator. It is kept in the memory of this page only, and is gone when the page is closed or loaded again.'),
    form({
      label: 'Sign in',
      fields: [{ name: 'token', label: 'Token', required: true, secret: true, hint: 'A JSON Web Token, without “Bearer”.' }],
      button: 'Sign in',
      submit: ({ token }) => signIn(token),
    })));
  focusOn(heading);
}

const wrongToken = detail => Object.assign(new Error(detail), { errors: [{ parameter: 'token', detail: 'Paste another one.' }] });

async function signIn(token) {
  const owner = read(token);
  if (owner === null) {
    throw wrongToken('This is no token: a JSON Web Token has three parts with dots between them.');
  }
  const views = Object.keys(VIEWS).filter(group => owner.groups.includes(group));
  if (views.length === 0) {
    throw wrongToken('This token is neither a person’s nor an administrator’s, and there is no view for others.');
  }
  const api = withSignOut(caller(token));
  who.replaceChildren(el('bdi', {}, owner.name));
  nav.replaceChildren(...views.map(view => el('button', { type: 'button', onclick: () => open(view) }, VIEWS[view].title)));
  nav.hidden = views.length < 2;
  who.hidden = leave.hidden = false;

  async function open(view) {
    document.title = `${VIEWS[view].title} - Clarify Context`;
    [...nav.children].forEach((button, index) =>
      button.setAttribute('aria-current', views[index] === view ? 'page' : 'false'));
    const heading = el('h1', {}, VIEWS[view].title);
    const opened = VIEWS[view].open(api);
    show(heading, opened.content);
    closeView = opened.close;
    focusOn(heading);
  }

  await open(views[0]);
}

/** Shows the sign-in view when the server no longer accepts the token. */
function withSignOut(api) {
  const mine = ++session;
  const watched = call => async (...given) => {
    try {
      return await call(...given);
    } catch (error) {
      if (error instanceof Refused && error.status === 401 && mine === session) {
        signInView('The server does not take this token, or not any longer. Sign in with another one.');
      }
      throw error;
    }
  };
  return Object.fromEntries(Object.entries(api).map(([name, call]) => [name, watched(call)]));
}

leave.addEventListener('click', () => {
  signInView();
  announce('You have signed out.');
});

function begin() {
  const token = takeFromAddress();
  if (token === null) {
    return signInView();
  }
  return signIn(token).catch(error => signInView(error.message));
}

addEventListener('hashchange', () => {
  if (location.hash.includes('token=')) {
    begin();
  }
});

begin();
