import { announced, fill, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { adminActions } from '../../main/webapp/page/admin-actions.js';

/** Fills in and sends the form of an action, and answers the question. */
async function run(action, answers, answer, values = {}) {
  const { api, calls } = fakeApi({ 'get /admin/cache': { configured: true }, ...answers });
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
  return { calls: calls.filter(([method]) => method !== 'get'), question, form, refreshes, status: await announced() };
}

const ID = '6f1c8c54-0b1e-4d5a-9c3e-2f1d7a8b9c0d';

[
  ['Reset the circuit', {}, ['post', '/admin/cache/circuit/reset'], 'The circuit is closed.'],
  ['Warm a user', { user: ID }, ['post', `/admin/cache/users/${ID}/warm`],
    `The lists of ${ID} are being stored: 3 read from the database, 2 cached before.`],
  ['Purge a user', { user: ID }, ['delete', `/admin/cache/users/${ID}`], `The lists of ${ID} are purged.`],
  ['Purge a kind', { kind: 'dreams' }, ['delete', '/admin/cache/kinds/dreams'], 'Every list of dreams is purged.'],
  ['Purge everything', {}, ['delete', '/admin/cache'], 'Everything is purged.'],
].forEach(([action, values, [method, path], outcome]) => {
  test(`${action}: sent after a yes, announced, and the view is refreshed`, async () => {
    const { calls, question, status, refreshes } = await run(action, { [`${method} ${path}`]: { state: 'closed', failed: 0, lookedUp: 3, cached: 2 } }, 'yes', values);

    assertContains(question, `${action}?`);
    assertEquals([calls, status, refreshes], [[[method, path]], outcome, 1]);
  });

  test(`${action}: nothing is sent without a yes`, async () => {
    const { calls, status, refreshes } = await run(action, {}, 'no', values);

    assertEquals([calls, status, refreshes], [[], 'Nothing was done.', 0]);
  });
});

['Purge a user', 'Warm a user'].forEach(action => test(`${action}: what is no id is not sent`, async () => {
  const { calls, question, form } = await run(action, {}, 'yes', { user: '../kinds/user?' });

  assertEquals([calls, question, form.querySelector('.error').textContent.slice(0, 19)], [[], undefined, 'This is no user id:']);
}));

test('a circuit that stays open is not told as closed', async () => {
  const { status } = await run('Reset the circuit', { 'post /admin/cache/circuit/reset': { state: 'open' } }, 'yes');

  assertEquals(status, 'The circuit is open: it could not be closed.');
});

test('without Redis nothing is asked and nothing done', async () => {
  const { calls, question, status, refreshes } = await run('Purge everything', { 'get /admin/cache': { configured: false } }, 'yes');

  assertEquals([calls, question, status, refreshes], [[], undefined, 'No Redis is configured: there is nothing to do.', 0]);
});

test('a user id is required', async () => {
  const { calls, question, form } = await run('Warm a user', {}, 'yes');

  assertEquals([calls, question, form.querySelector('.error').textContent], [[], undefined, 'Please fill this in.']);
});

test('lists that could not be warmed are counted', async () => {
  const { status } = await run('Warm a user', { [`post /admin/cache/users/${ID}/warm`]: { failed: 2 } }, 'yes', { user: ID });

  assertEquals(status, `2 lists of ${ID} could not be read.`);
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
