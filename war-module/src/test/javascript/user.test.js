import { announced, fill, pass, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { userView } from '../../main/webapp/page/user.js';

const PROFILE = { name: 'Ines', email: 'ines@example.org', language: 'en', tier: 'free', totalReflections: 0, totalClarifySessions: 0 };

const JOURNAL = {
  'get /dreams?limit=100': [], 'get /reflections?limit=100': [], 'get /sessions?limit=100': [], 'get /patterns?limit=100': [],
  'get /context': { text: '', tokensUsed: 0, budget: 8000, partial: false, fresh: true, cacheHits: 5, cacheMisses: 0, durationMs: 1, sections: [], emptyLists: [] },
};

const withoutProfile = refuse(new Refused(404, { detail: 'There is no profile.' }));

async function view(answers) {
  const { api, calls } = fakeApi({ ...JOURNAL, ...answers });
  const { content, close } = userView(api);
  document.body.append(content);
  await idle();
  return { content, calls, close };
}

const titles = content => content.querySelectorAll('h2').map(each => each.textContent);

test('who has a profile sees context and journal', async () => {
  const { content } = await view({ 'get /users/me': PROFILE });

  assertEquals([titles(content), content.getAttribute('aria-busy')], [['What the model is told', 'Your journal'], null]);
});

test('who has none creates one first, and asks for nothing else', async () => {
  const { content, calls } = await view({ 'get /users/me': withoutProfile });

  assertEquals([titles(content), calls], [['Your profile'], [['get', '/users/me']]]);
});

test('a profile that was created opens context and journal', async () => {
  let profile = withoutProfile;
  const { content, calls } = await view({
    'get /users/me': () => profile(),
    'put /users/me': () => { profile = () => PROFILE; },
  });
  fill(content, 'name', 'Ines');
  fill(content, 'language', 'he');
  withText(content, 'button', 'Create the profile').click();
  await idle();

  assertEquals(calls.find(([method]) => method === 'put'), ['put', '/users/me', { name: 'Ines', language: 'he' }]);
  assertEquals([titles(content), document.activeElement.textContent], [['What the model is told', 'Your journal'], 'What the model is told']);
});

test('the new profile is announced', async () => {
  const { content } = await view({ 'get /users/me': withoutProfile, 'put /users/me': '' });
  withText(content, 'button', 'Create the profile').click();

  assertEquals(await announced(), 'Your profile was created.');
});

test('another refusal asks for no profile', async () => {
  const { content } = await view({ 'get /users/me': refuse(new Refused(500, { detail: 'Sorry.' })) });

  assertEquals([titles(content), content.querySelector('.problem').textContent], [[], 'Sorry.']);
});

test('a failure can be tried again', async () => {
  let profile = refuse(new Error('The network is down.'));
  const { content } = await view({ 'get /users/me': () => profile() });
  assertEquals(content.querySelector('.problem').textContent, 'The network is down.');

  profile = () => PROFILE;
  withText(content, 'button', 'Try again').click();
  await idle();
  assertEquals(titles(content), ['What the model is told', 'Your journal']);
});

test('a change without a profile leads to the form that creates it', async () => {
  const { content } = await view({ 'get /users/me': PROFILE, 'post /sessions': refuse(new Refused(409, { type: '/clarify/problems/no-profile', detail: 'There is no profile.' })) });
  withText(content, 'summary', 'Add a conversation').click();
  withText(content, 'button', 'Add the conversation').click();
  await idle();

  assertEquals(titles(content), ['Your profile']);
});

test('who has deleted everything may begin again', async () => {
  const { content, calls } = await view({ 'get /users/me': PROFILE, 'getTagged /users/me': { content: PROFILE, tag: '"a"' }, 'delete /users/me': '' });
  withText(content, 'button', 'Delete everything').click();
  await idle();
  withText(document.body, 'button', 'Delete everything for ever').click();
  await idle();

  assertEquals([titles(content), document.activeElement.textContent], [['Your profile'], 'Your profile']);
  assertContains(content.textContent, 'Nothing is stored of you any longer.');
  assertEquals(calls.at(-1), ['delete', '/users/me']);
});

test('an answer after the view was closed changes nothing', async () => {
  let answer = null;
  const { content, calls, close } = await view({ 'get /users/me': () => new Promise(resolve => { answer = resolve; }) });
  close();
  answer(PROFILE);
  await idle();

  assertEquals([content.textContent, calls.length], ['Reading …', 1]);
});

test('the context waits for no list of the journal', async () => {
  const { content } = await view({ 'get /users/me': PROFILE, 'get /dreams?limit=100': () => new Promise(() => {}) });

  assertEquals([titles(content), content.getAttribute('aria-busy')], [['What the model is told', 'Your journal'], null]);
});

test('what is below waits for the context, which would move it', async () => {
  let answer = null;
  const { content } = await view({ 'get /users/me': PROFILE, 'get /context': () => new Promise(resolve => { answer = resolve; }) });
  await pass(5000);
  assertEquals(content.textContent, 'Reading …');

  answer(JOURNAL['get /context']);
  await idle();
  assertEquals(titles(content), ['What the model is told', 'Your journal']);
});
