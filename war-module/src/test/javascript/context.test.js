import { announced, pass, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { contextView } from '../../main/webapp/page/context.js';

const section = (kind, given) => ({ kind, tokens: 0, items: 1, included: 1, leftOut: [], source: 'cache', ageMs: 1400, ...given });

const CONTEXT = {
  text: 'Name: <b>Ines</b>', tokensUsed: 60, budget: 80, partial: false, fresh: true, cacheHits: 5, cacheMisses: 0, durationMs: 3.4,
  sections: [section('user', { tokens: 20 }), section('dreams', { tokens: 40, items: 5, included: 3 })],
  emptyLists: ['patterns', 'sessions', 'reflections'].map(kind => section(kind, { items: 0, included: 0 })),
};

async function built(given = {}) {
  const { api, calls } = fakeApi({ 'get /context': { ...CONTEXT, ...given } });
  const { content, buildAfter } = contextView(api);
  document.body.append(content);
  await idle();
  return { content, calls, buildAfter };
}

const rows = content => content.querySelectorAll('tbody tr').map(row => row.children.map(cell => cell.textContent));

const widths = (content, bar) => content.querySelectorAll(`${bar} .segment`).map(each => each.style.width);

const builds = content => content.querySelectorAll('.builds li').map(each => each.textContent);

test('the context is built without a budget at first, which leaves it to the server', async () => {
  const { content, calls } = await built();

  assertEquals(calls, [['get', '/context']]);
  assertEquals([content.querySelector('input').placeholder, content.querySelector('input').max], ['80', '80']);
});

test('a budget is part of the question', async () => {
  const { api, calls } = fakeApi({ 'get /context': CONTEXT, 'get /context?budget=70%261': CONTEXT });
  const { content } = contextView(api);
  content.querySelector('input').value = '70&1';
  withText(content, 'button', 'Build again').click();
  await idle();

  assertEquals(calls.map(([, path]) => path), ['/context', '/context?budget=70%261']);
  assertEquals(content.querySelector('input').placeholder, '');
});

test('the text is shown as it is', async () => {
  const { content } = await built();

  assertEquals([content.querySelector('pre').textContent, content.querySelector('pre').children], ['Name: <b>Ines</b>', []]);
});

test('an empty text says that nothing is known', async () => {
  const { content } = await built({ text: '' });

  assertEquals(content.querySelector('pre').textContent, 'Nothing is known yet.');
});

test('the bar gives each section its share of the budget', async () => {
  const { content } = await built();

  assertEquals(widths(content, '.whole'), ['25%', '50%']);
  assertContains(content.textContent, '60 of 80 tokens used (75 %)');
});

test('a section without tokens has no share', async () => {
  const { content } = await built({ sections: [section('user', { tokens: 60 }), section('dreams')] });

  assertEquals(widths(content, '.whole'), ['75%']);
});

test('what is less than half of the budget is shown larger as well', async () => {
  const { content } = await built({ budget: 240 });

  assertEquals(widths(content, '.zoom').map(each => Math.round(parseFloat(each))), [33, 67]);
  assertEquals([(await built({ budget: 120 })).content, (await built({ tokensUsed: 0 })).content].map(each => each.querySelector('.zoom')), [null, null]);
});

test('a bar is named by its numbers', async () => {
  const { content } = await built();

  assertEquals(content.querySelector('.whole').getAttribute('aria-label'), '60 of 80 tokens are used');
});

test('the table has every list, the empty ones as well, in one order', async () => {
  const { content } = await built({ sections: [section('sessions'), section('user')], emptyLists: ['reflections', 'patterns', 'dreams'].map(each => section(each)) });

  assertEquals(rows(content).map(([title]) => title), ['About you', 'Dreams', 'Patterns', 'Conversations', 'Reflections']);
});

test('a row has tokens, items, source and age', async () => {
  const { content } = await built({
    sections: [section('user', { tokens: 1200 }), section('dreams', { items: 5, included: 3, source: 'database', ageMs: null })],
  });

  assertEquals(rows(content).slice(0, 2), [['About you', '1,200', '1', 'cache, 1\u00a0s old'], ['Dreams', '0', '3 of 5', 'database']]);
});

test('what was left out has its reasons', async () => {
  const leftOut = [{ items: 2, reason: 'budget' }, { items: 1, reason: 'limit' }, { items: 3, reason: 'session' }];
  const { content } = await built({ sections: [section('dreams', { leftOut })] });

  assertEquals(content.querySelectorAll('.left-out').map(each => each.textContent),
    ['2 left out: no room', '1 left out: over the limit', '3 left out: this conversation']);
});

test('what did not come from the cache is marked and announced', async () => {
  const { content } = await built({
    cacheHits: 3, cacheMisses: 2, sections: [section('user'), section('dreams', { source: 'database' })],
    emptyLists: [section('patterns', { source: 'failed' })],
  });

  assertEquals(content.querySelectorAll('.fresh').map(each => each.children[0].textContent), ['Dreams', 'Patterns']);
  assertEquals(await announced(), 'Built in 3 ms, on sign-in: 3 hits, 2 misses (Dreams, Patterns).');
});

test('when everything missed no list is named', async () => {
  const { content } = await built({
    cacheHits: 0, cacheMisses: 5, emptyLists: [], sections: ['user', 'dreams', 'patterns', 'sessions', 'reflections'].map(each => section(each, { source: 'database' })),
  });

  assertEquals(builds(content), ['3 ms cold, on sign-in: 0 hits, 5 misses']);
});

test('a context of a node without its database is called so', async () => {
  assertContains((await built({ fresh: false })).content.textContent, 'may not show the latest changes');
  assertEquals((await built()).content.textContent.includes('latest changes'), false);
});

test('a partial context is called so', async () => {
  assertContains((await built({ partial: true })).content.textContent, 'this context is partial');
  assertEquals((await built()).content.textContent.includes('partial'), false);
});

test('a build is warm, partly warm or cold', async () => {
  const told = async given => builds((await built(given)).content)[0].split(',')[0];

  assertEquals([
    await told({ cacheHits: 5, cacheMisses: 0 }), await told({ cacheHits: 4, cacheMisses: 1 }), await told({ cacheHits: 0, cacheMisses: 5 }),
  ], ['3 ms warm', '3 ms partly warm', '3 ms cold']);
});

test('a build of less than a millisecond is called so, and others are rounded', async () => {
  assertContains(builds((await built({ durationMs: 0.4 })).content)[0], 'less than 1 ms warm');
  assertContains(builds((await built({ durationMs: 1234.5 })).content)[0], '1,235 ms warm');
});

test('the last six builds are kept, the latest first', async () => {
  const { content, buildAfter } = await built();
  for (const reason of ['b', 'c', 'd', 'e', 'f', 'g']) {
    await buildAfter(reason);
  }

  assertEquals(builds(content).map(each => /, (.):/.exec(each)[1]), ['g', 'f', 'e', 'd', 'c', 'b']);
  assertEquals(content.querySelectorAll('.latest').length, 1);
});

test('the time of a build is a share of the longest one', async () => {
  const times = [20, 5, 0];
  const { api } = fakeApi({ 'get /context': () => ({ ...CONTEXT, durationMs: times.shift() }) });
  const { content, buildAfter } = contextView(api);
  await idle();
  await buildAfter('b');
  await buildAfter('c');

  assertEquals(content.querySelectorAll('.length').map(each => each.style.width), ['1%', '25%', '100%']);
});

test('an answer that was overtaken is not shown', async () => {
  const waiting = [];
  const { api } = fakeApi({ 'get /context': () => new Promise(resolve => waiting.push(resolve)) });
  const { content, buildAfter } = contextView(api);
  buildAfter('again');
  waiting[1]({ ...CONTEXT, text: 'second' });
  await idle();
  waiting[0]({ ...CONTEXT, text: 'first' });
  await idle();

  assertEquals([content.querySelector('pre').textContent, builds(content).length], ['second', 1]);
});

test('what is refused is shown, and gone with the next build', async () => {
  const error = Object.assign(new Error('Invalid.'), { errors: [{ parameter: 'budget', detail: 'too small' }] });
  const { api } = fakeApi({ 'get /context': CONTEXT, 'get /context?budget=0': refuse(error) });
  const { content } = contextView(api);
  content.querySelector('input').value = '0';
  withText(content, 'button', 'Build again').click();
  await idle();
  assertEquals([content.querySelector('.error').textContent, content.querySelector('.problem').textContent], ['too small', '']);
  assertEquals(content.querySelector('input').getAttribute('aria-invalid'), 'true');

  content.querySelector('input').value = '';
  withText(content, 'button', 'Build again').click();
  await idle();
  assertEquals([content.querySelector('.error').textContent, content.querySelector('input').getAttribute('aria-invalid')], ['', 'false']);
});

test('a budget that is no number is not sent', async () => {
  const { content, calls } = await built();
  content.querySelector('input').validity.badInput = true;
  withText(content, 'button', 'Build again').click();
  await idle();

  assertEquals([content.querySelector('.error').textContent, calls.length], ['This is no number.', 1]);
});

test('a failure of anything else is shown above the picture', async () => {
  const { api } = fakeApi({ 'get /context': refuse(new Error('The server cannot be reached.')) });
  const { content } = contextView(api);
  await idle();

  assertEquals([content.querySelector('.error').textContent, content.querySelector('.problem').textContent], ['', 'The server cannot be reached.']);
});

test('a build without Redis is told as one, not as misses', async () => {
  const lists = ['user', 'dreams', 'patterns', 'sessions', 'reflections'].map(kind => section(kind, { source: 'database', ageMs: null }));
  const { content } = await built({ cache: 'off', cacheHits: 0, cacheMisses: 5, sections: lists, emptyLists: [] });
  assertEquals([builds(content), content.querySelectorAll('.fresh').length],
    [['3 ms from the database, on sign-in: without a cache, as no Redis is configured'], 0]);
  assertEquals(await announced(), 'Built in 3 ms, on sign-in: without a cache, as no Redis is configured.');

  const other = await built({ cache: 'unanswered', cacheHits: 0, cacheMisses: 5, sections: lists, emptyLists: [] });
  assertEquals(builds(other.content), ['3 ms from the database, on sign-in: without the cache, as Redis did not answer']);
});

test('a build says when each list was loaded, and nothing when it failed', async () => {
  const { api } = fakeApi({ 'get /context': { ...CONTEXT, sections: [section('user', { ageMs: 1400 })], emptyLists: [section('dreams', { source: 'database', ageMs: null })] } });
  const { buildAfter } = contextView(api);
  assertEquals(await buildAfter('a change'), { user: Date.now() - 1400, dreams: Date.now() });

  api.get = refuse(new Error('The network is down.'));
  assertEquals(await buildAfter('a change'), {});
});

test('a build that somebody asked for is followed', async () => {
  const followed = [];
  const { content, ...view } = contextView(fakeApi({ 'get /context': CONTEXT }).api);
  view.onAsked(moments => followed.push(Object.keys(moments)));
  await view.buildAfter('a change');
  withText(content, 'button', 'Build again').click();
  await idle();

  assertEquals(followed, [['user', 'dreams', 'patterns', 'sessions', 'reflections']]);
});

test('the context has an age', async () => {
  const { content } = await built();

  assertEquals(content.querySelector('.as-of').textContent, 'as of now');
});

test('a view that is not shown announces nothing until it is', async () => {
  const { api } = fakeApi({ 'get /context': CONTEXT });
  const { content, announceLatest } = contextView(api);
  await pass(1000);
  assertEquals(await announced(), '');

  document.body.append(content);
  announceLatest();
  assertEquals(await announced(), 'Built in 3 ms, on sign-in: 5 hits, no miss.');
});
