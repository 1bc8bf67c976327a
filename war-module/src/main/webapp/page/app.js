import { adminView } from './admin.js';
import { showAges } from './age.js';
import { caller } from './api.js';
import { announce, el, focusOn } from './dom.js';
import { session } from './session.js';
import { checked, signInAgain, signInForm, wrongToken } from './sign-in.js';
import { isTakenFromAddress, keep, kept, takeFromAddress } from './token.js';
import { userView } from './user.js';

const VIEWS = {
  user: { title: 'Your context', open: userView },
  admin: { title: 'Operation', open: adminView },
};

const main = document.getElementById('main');
const nav = document.getElementById('views');
const who = document.getElementById('who');
const leave = document.getElementById('leave');

/** What answers to earlier sign-ins can no longer change. */
let endSession = () => {};

/** Stops the timers of the view that is shown. */
let closeView = () => {};

function show(...content) {
  closeView();
  closeView = () => {};
  document.querySelectorAll('dialog').forEach(dialog => dialog.close('no'));
  main.replaceChildren(...content);
}

function signInView(message) {
  endSession();
  keep(null);
  document.title = 'Sign in - Clarify Context';
  nav.hidden = who.hidden = leave.hidden = true;
  show(el('section', { class: 'card narrow', 'aria-labelledby': 'sign-in' },
    el('h1', { id: 'sign-in' }, 'Sign in'),
    message ? el('p', { class: 'problem', role: 'alert' }, message) : null,
    el('p', {}, 'Paste a token of a person or an administrator.'),
    signInForm(({ token, isKept }) => signIn(token, isKept))));
  main.querySelector('[name="token"]').focus();
}

async function signIn(text, isKept) {
  const { token, owner } = checked(text);
  const views = Object.keys(VIEWS).filter(group => owner.groups.includes(group));
  if (views.length === 0) {
    throw wrongToken('This token is neither a person’s nor an administrator’s, and there is no view for others.');
  }
  endSession();
  const mine = session({
    token,
    async ask() {
      const fresh = await signInAgain(owner);
      if (fresh !== null && isKept) {
        keep(fresh);
      }
      return fresh;
    },
    refused: () => signInView('The server does not take this token, or not any longer. Sign in with another one.'),
  });
  endSession = mine.end;
  keep(isKept ? token : null);
  const api = caller(mine);
  who.replaceChildren(el('bdi', {}, owner.name));
  nav.replaceChildren(...views.map(view => el('button', { type: 'button', onclick: () => open(view) }, VIEWS[view].title)));
  nav.hidden = views.length < 2;
  who.hidden = leave.hidden = false;

  function open(view) {
    document.title = `${VIEWS[view].title} - Clarify Context`;
    [...nav.children].forEach((button, index) =>
      button.setAttribute('aria-current', views[index] === view ? 'page' : 'false'));
    const heading = el('h1', {}, VIEWS[view].title);
    const opened = VIEWS[view].open(api);
    show(heading, opened.content);
    closeView = opened.close;
    focusOn(heading);
  }

  open(views[0]);
}

leave.addEventListener('click', () => {
  signInView();
  announce('You have signed out.');
});

const enter = token => signIn(token, true).catch(error => signInView(error.message));

/** Nobody is signed in. */
function begin(given) {
  if (given === null) {
    return signInView();
  }
  return isTakenFromAddress() ? enter(given)
    : signInView('A token in the address is not taken: whoever made the link could sign you in as somebody else. Paste your own.');
}

addEventListener('hashchange', () => {
  const given = takeFromAddress();
  if (given !== null && leave.hidden) {
    begin(given);
  }
});

setInterval(showAges, 1000);
const given = takeFromAddress();
const mine = kept();
if (mine === null) {
  begin(given);
} else {
  enter(mine);
}
