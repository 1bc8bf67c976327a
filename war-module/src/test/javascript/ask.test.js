import { withText } from './browser.js';
import { assertEquals, test } from './testing.js';
import { ask } from '../../main/webapp/page/ask.js';

const question = () => ask({ title: 'Purge?', text: 'The cache is empty then.', button: 'Purge' });

const dialog = () => document.querySelectorAll('dialog')[0];

test('a click on the button is a yes', async () => {
  const answer = question();
  withText(dialog(), 'button', 'Purge').click();

  assertEquals(await answer, true);
});

test('Cancel is a no', async () => {
  const answer = question();
  withText(dialog(), 'button', 'Cancel').click();

  assertEquals(await answer, false);
});

test('Escape is a no', async () => {
  const answer = question();
  dialog().close();

  assertEquals(await answer, false);
});

test('the focus starts on Cancel', () => {
  question();

  assertEquals(document.activeElement.textContent, 'Cancel');
});

test('the dialog is named by its title and described by its text', () => {
  question();

  assertEquals(['aria-labelledby', 'aria-describedby'].map(each => document.getElementById(dialog().getAttribute(each)).textContent),
    ['Purge?', 'The cache is empty then.']);
});

test('the dialog is gone after the answer', async () => {
  const answer = question();
  dialog().close('no');
  await answer;

  assertEquals(dialog(), undefined);
});
