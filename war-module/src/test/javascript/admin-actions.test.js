import { announced, fill, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { adminActions } from '../../main/webapp/page/admin-actions.js';

/** Fills in and sends the form of an action, and answers the question. */
async function run(action, answers, answer, values = {}) {
  const { api, calls } = fakeApi(answers);
  let refreshes = 0;
  const content = adminActions(api, async () => { refreshes++; });
  document.body.append(content);
  const form = content.querySelector(`form[aria-label="${action}"]`);
  Object.entries(values).forEach(([name, value]) => fill(form, name, value));
  withText(form, 'button', action).click();
  await idle();
  const dialog = document.querySelectorAll('dialog')[0];
  const question = dialog?.textContent;
  dialog?.close(answer);
  await idle();
  return { calls, question, form, refreshes, status: await announced() };
}

const ID = '6f1c';

[
  ['Reset the circuit', {}, ['post', '/admin/cache/circuit/reset'], 'The circuit is closed.'],
  ['Warm a user', { user: ID }, ['post', '/admin/cache/users/6f1c/warm'], 'The lists of 6f1c are warm.'],
  ['Purge a user', { user: ID }, ['delete', '/admin/cache/users/6f1c'], 'The lists of 6f1c are purged.'],
  ['Purge a kind', { kind: 'dreams' }, ['delete', '/admin/cache/kinds/dreams'], 'Every list of dreams is purged.'],
  ['Purge everything', {}, ['delete', '/admin/cache'], 'Everything is purged.'],
].forEach(([action, values, [method, path], outcome]) => {
  test(`${action}: sent after a yes, announced, and the view is refreshed`, async () => {
    const { calls, question, status, refreshes } = await run(action, { [`${method} ${path}`]: { failed: 0 } }, 'yes', values);

    assertContains(question, `${action}?`);
    assertEquals([calls, status, refreshes], [[[method, path]], outcome, 1]);
  });

  test(`${action}: nothing is sent without a yes`, async () => {
    const { calls, status, refreshes } = await run(action, {}, 'no', values);

    assertEquals([calls, status, refreshes], [[], 'Nothing was done.', 0]);
  });
});

[['Purge a user', 'delete /admin/cache/users/..%2Fkinds%2Fuser%3F'], ['Warm a user', 'post /admin/cache/users/..%2Fkinds%2Fuser%3F/warm']]
  .forEach(([action, call]) => test(`${action}: an id cannot leave its place in the path`, async () => {
    const { form } = await run(action, { [call]: { failed: 0 } }, 'yes', { user: '../kinds/user?' });

    assertEquals(form.querySelector('.problem').textContent, '');
  }));

test('a user id is required', async () => {
  const { calls, question, form } = await run('Warm a user', {}, 'yes');

  assertEquals([calls, question, form.querySelector('.error').textContent], [[], undefined, 'Please fill this in.']);
});

test('lists that could not be warmed are counted', async () => {
  const { status } = await run('Warm a user', { 'post /admin/cache/users/6f1c/warm': { failed: 2 } }, 'yes', { user: ID });

  assertEquals(status, '2 lists of 6f1c could not be read.');
});

test('what is refused is shown in the form', async () => {
  const { form, refreshes } = await run('Purge everything', { 'delete /admin/cache': refuse(new Error('Redis is away.')) }, 'yes');

  assertEquals([form.querySelector('.problem').textContent, refreshes], ['Redis is away.', 0]);
});

test('what deletes looks dangerous', () => {
  const buttons = adminActions({}, () => {}).querySelectorAll('form button');

  assertEquals(buttons.filter(each => each.getAttribute('class') === 'danger').map(each => each.textContent),
    ['Purge a user', 'Purge a kind', 'Purge everything']);
});
