import { fill, pass, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { journalView } from '../../main/webapp/page/journal.js';

const EMPTY = {
  'get /dreams?limit=100': [], 'get /reflections?limit=100': [], 'get /sessions?limit=100': [], 'get /patterns?limit=100': [],
  'get /users/me': { name: 'Ines', email: 'ines@example.org', language: 'he', tier: 'free', totalReflections: 1, totalClarifySessions: 2 },
};

const DREAM = { id: 'd1', title: '<b>Sail</b>', description: 'Far', status: 'active', category: 'personal_growth', priority: 7, targetDate: '2026-12-24' };

async function journal(answers = {}, loaded = {}) {
  const { api, calls } = fakeApi({ ...EMPTY, ...answers });
  const reasons = [];
  let withoutProfile = 0;
  const { content, follow } = journalView(api, {
    async changed(reason) {
      reasons.push(reason);
      return loaded;
    },
    profileMissing: () => { withoutProfile++; },
  });
  document.body.append(content);
  await idle();
  return { content, calls, reasons, follow, withoutProfile: () => withoutProfile };
}

const part = (content, title) => content.querySelectorAll('section').find(each => each.querySelector('h3').textContent === title);

const names = form => form.querySelectorAll('[name]').map(each => each.getAttribute('name'));

test('the journal has its four lists, the profile and what may be done with all of it', async () => {
  const { content, calls } = await journal();

  assertEquals(content.querySelectorAll('h3').map(each => each.textContent), ['Dreams', 'Reflections', 'Conversations', 'Patterns', 'Profile', 'Your data']);
  assertEquals(calls.map(([, path]) => path).sort(), Object.keys(EMPTY).map(each => each.slice('get '.length)).sort());
});

test('a list appears after those above it, which would move it', async () => {
  let answer = null;
  const { api } = fakeApi({ ...EMPTY, 'get /reflections?limit=100': () => new Promise(resolve => { answer = resolve; }) });
  const { content } = journalView(api, {});
  const shown = () => content.querySelectorAll('h3').map(each => each.textContent);
  await idle();
  assertEquals([shown(), content.children.at(-1).textContent], [['Dreams'], 'Reading …']);

  answer([]);
  await idle();
  assertEquals(shown(), ['Dreams', 'Reflections', 'Conversations', 'Patterns', 'Profile', 'Your data']);
  assertEquals(content.textContent.includes('Reading …'), false);
});

test('a list that cannot be read hides none below it', async () => {
  const { content } = await journal({ 'get /dreams?limit=100': refuse(new Error('The network is down.')) });

  assertEquals([part(content, 'Dreams').querySelector('.problem').textContent, part(content, 'Profile') !== undefined], ['The network is down.', true]);
});

test('a dream shows what it has', async () => {
  const { content } = await journal({ 'get /dreams?limit=100': [DREAM] });
  const dreams = part(content, 'Dreams');

  assertEquals([dreams.querySelector('h4').textContent, dreams.querySelector('.rows p').textContent], ['<b>Sail</b>', 'Far']);
  assertEquals(dreams.querySelector('.facts').textContent, 'active · personal growth · priority 7 · by Dec 24, 2026');
});

test('a dream shows nothing for what it has not', async () => {
  const { content } = await journal({ 'get /dreams?limit=100': [{ ...DREAM, description: null, category: null, targetDate: null }] });

  assertEquals(part(content, 'Dreams').querySelectorAll('.rows p').map(each => each.textContent), ['active · no category · priority 7']);
});

test('a dream is changed in a form with what it has', async () => {
  const { content, calls, reasons } = await journal({ 'get /dreams?limit=100': [DREAM], 'get /dreams/d1': DREAM, 'patch /dreams/d1': '' });
  const dreams = part(content, 'Dreams');
  withText(dreams, 'summary', 'Change').click();
  const form = dreams.querySelector('form[aria-label="Change the dream"]');
  assertEquals(form.querySelectorAll('[name]').map(each => each.value), ['<b>Sail</b>', 'Far', 'personal_growth', '7', '2026-12-24', 'active']);

  fill(form, 'priority', '3');
  fill(form, 'category', '');
  withText(form, 'button', 'Save').click();
  await idle();
  assertEquals(calls.find(([method]) => method === 'patch'), ['patch', '/dreams/d1', { category: null, priority: 3 }]);
  assertEquals(reasons, ['after changing a dream']);
});

test('a new dream has a priority of five', async () => {
  const { content, calls } = await journal({ 'post /dreams': { id: 'd1' } });
  const dreams = part(content, 'Dreams');
  withText(dreams, 'summary', 'Add a dream').click();
  fill(dreams, 'title', 'Sail');
  withText(dreams, 'button', 'Add the dream').click();
  await idle();

  assertEquals(calls.find(([method]) => method === 'post'),
    ['post', '/dreams', { title: 'Sail', description: null, category: null, priority: 5, targetDate: null }]);
});

test('a reflection has its four parts, and a name without a title', async () => {
  const reflection = { id: 'r1', title: null, dream: 'x'.repeat(101), plan: 'p', relationship: 'r', offering: '<o>', tone: 'gentle', createdAt: '2026-03-01T12:00:00Z' };
  const { content } = await journal({ 'get /reflections?limit=100': [reflection] });
  const reflections = part(content, 'Reflections');
  assertEquals([reflections.querySelector('h4').textContent, reflections.querySelector('.facts').textContent], [`${'x'.repeat(100)}…`, 'gentle · Mar 1, 2026']);

  withText(reflections, 'summary', 'Read').click();
  assertEquals(reflections.querySelectorAll('dt').map(each => each.textContent), ['dream', 'plan', 'relationship', 'offering']);
  assertEquals(reflections.querySelectorAll('dd').map(each => each.textContent).slice(1), ['p', 'r', '<o>']);
});

test('a new reflection is asked for its parts and its tone', async () => {
  const { content } = await journal();
  const reflections = part(content, 'Reflections');
  withText(reflections, 'summary', 'Add a reflection').click();

  assertEquals(names(reflections.querySelector('form')), ['title', 'dream', 'plan', 'relationship', 'offering', 'tone']);
});

test('a pattern can be deleted, and neither added nor changed', async () => {
  const pattern = { id: 'p1', content: '<i>often</i>', patternType: 'recurring_theme', strength: 4 };
  const { content } = await journal({ 'get /patterns?limit=100': [pattern] });
  const patterns = part(content, 'Patterns');

  assertEquals([patterns.querySelector('h4').textContent, patterns.querySelector('.facts').textContent], ['<i>often</i>', 'recurring theme · strength 4']);
  assertEquals([patterns.querySelectorAll('.rows button').map(each => each.textContent), patterns.querySelector('details')], [['Delete <i>often</i>'], null]);
});

test('a conversation may do without a title', async () => {
  const { content, calls, reasons } = await journal({ 'post /sessions': { id: 's1' } });
  const conversations = part(content, 'Conversations');
  withText(conversations, 'summary', 'Add a conversation').click();
  withText(conversations, 'button', 'Add the conversation').click();
  await idle();

  assertEquals(calls.find(([method]) => method === 'post'), ['post', '/sessions', { title: null }]);
  assertEquals(reasons, ['after adding a conversation']);
});

test('the profile is shown, and changed', async () => {
  const { content, calls, reasons } = await journal({ 'patch /users/me': '' });
  const profile = part(content, 'Profile');
  assertContains(profile.textContent, 'Inesines@example.org · free · 1 reflection · 2 conversations');

  withText(profile, 'summary', 'Change').click();
  fill(profile, 'name', '');
  withText(profile, 'button', 'Save').click();
  await idle();
  assertEquals(calls.find(([method]) => method === 'patch'), ['patch', '/users/me', { name: null }]);
  assertEquals([reasons, document.activeElement.textContent], [['after changing the profile'], 'Profile']);
});

test('a profile without a name, and one that cannot be read', async () => {
  const { content } = await journal({ 'get /users/me': { ...EMPTY['get /users/me'], name: null } });
  assertContains(part(content, 'Profile').textContent, 'No name');

  const other = await journal({ 'get /users/me': refuse(new Error('The network is down.')) });
  assertEquals(part(other.content, 'Profile').querySelector('.problem').textContent, 'The network is down.');
});

async function refusedWith(status, detail, type) {
  const { content, reasons, withoutProfile } = await journal({ 'post /sessions': refuse(new Refused(status, { type, detail })) });
  const conversations = part(content, 'Conversations');
  withText(conversations, 'summary', 'Add a conversation').click();
  withText(conversations, 'button', 'Add the conversation').click();
  await idle();
  return { reasons, times: withoutProfile(), shown: conversations.querySelector('.problem').textContent };
}

test('a change that needs a profile leads to the one who creates it', async () => {
  assertEquals(await refusedWith(409, 'There is no profile.', '/clarify/problems/no-profile'), { reasons: [], times: 1, shown: 'There is no profile.' });
});

test('another refusal is shown in its form', async () => {
  assertEquals(await refusedWith(409, 'The profile has too many rows.', '/clarify/problems/too-many-rows'), { reasons: [], times: 0, shown: 'The profile has too many rows.' });
  assertEquals(await refusedWith(400, 'No profile.'), { reasons: [], times: 0, shown: 'No profile.' });
});

const reads = calls => calls.filter(([method]) => method === 'get').map(([, path]) => path);

test('a list that the context has from later is read again', async () => {
  const { calls, follow } = await journal();
  calls.splice(0);
  await pass(1000);
  await follow({ user: Date.now() - 1001, dreams: Date.now() - 1000, patterns: Date.now() - 999, sessions: Date.now(), reflections: 0 });

  assertEquals(reads(calls), ['/sessions?limit=100', '/patterns?limit=100']);
});

test('a context that could not be built says nothing of the lists', async () => {
  const { calls, follow } = await journal();
  calls.splice(0);
  await follow({});

  assertEquals(calls, []);
});

test('after a change its own list is read once, and others that the context has from later', async () => {
  const { content, calls } = await journal({ 'post /sessions': { id: 's1' } }, { user: Date.now() + 1, sessions: Date.now() });
  calls.splice(0);
  await pass(1);
  const conversations = part(content, 'Conversations');
  withText(conversations, 'summary', 'Add a conversation').click();
  withText(conversations, 'button', 'Add the conversation').click();
  await idle();

  assertEquals(reads(calls), ['/sessions?limit=100', '/users/me']);
});

test('a profile that somebody is changing is left alone', async () => {
  const profile = { ...EMPTY['get /users/me'] };
  const { content, follow } = await journal({ 'get /users/me': () => ({ ...profile }) });
  const section = part(content, 'Profile');
  withText(section, 'summary', 'Change').click();
  fill(section, 'name', 'mine');
  profile.name = 'theirs';
  await pass(1);
  await follow({ user: Date.now() + 1 });
  assertEquals(section.querySelector('input').value, 'mine');

  withText(section, 'button', 'Save').click();
  await idle();
  assertContains(document.querySelectorAll('dialog')[0].textContent, 'name: theirs');
});
