import { fill, withText } from './browser.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { checked, signInAgain, signInForm } from '../../main/webapp/page/sign-in.js';

/* {"sub":"s1","groups":["user"]} and {"sub":"s2"} */
const TOKEN = 'e30.eyJzdWIiOiJzMSIsImdyb3VwcyI6WyJ1c2VyIl19.s';
const OTHER = 'e30.eyJzdWIiOiJzMiJ9.s';

const dialog = () => document.querySelectorAll('dialog')[0];

function again() {
  const answer = signInAgain({ subject: 's1', name: 'Ines' });
  return answer;
}

async function paste(text) {
  fill(dialog(), 'token', text);
  withText(dialog(), 'button', 'Sign in').click();
  await idle();
}

test('a token has an owner', () => {
  assertEquals([checked(`Bearer ${TOKEN}`).token, checked(TOKEN).owner.subject], [TOKEN, 's1']);
});

test('the form hands over the token, and whether it is to be kept', async () => {
  const sent = [];
  const form = signInForm(given => sent.push(given));
  document.body.append(form);
  fill(form, 'token', TOKEN);
  withText(form, 'button', 'Sign in').click();
  await idle();
  form.querySelector('[name="isKept"]').checked = false;
  withText(form, 'button', 'Sign in').click();
  await idle();

  assertEquals(sent, [{ token: TOKEN, isKept: true }, { token: TOKEN, isKept: false }]);
});

test('who signs in again does so in a layer, which is gone afterwards', async () => {
  const answer = again();
  assertEquals([document.activeElement.getAttribute('name'), dialog().isOpen], ['token', true]);
  assertContains(dialog().textContent, 'Ines');
  await paste(`Bearer ${TOKEN}`);

  assertEquals([await answer, dialog()], [TOKEN, undefined]);
});

test('the token of somebody else is not taken', async () => {
  again();
  await paste(OTHER);
  assertContains(dialog().querySelector('.problem').textContent, 'somebody else');

  await paste('word');
  assertContains(dialog().querySelector('.problem').textContent, 'This is no token');
});

test('not now is no token, and neither is Escape', async () => {
  const first = again();
  withText(dialog(), 'button', 'Not now').click();
  assertEquals(await first, null);

  const second = again();
  dialog().close();
  assertEquals(await second, null);
});
