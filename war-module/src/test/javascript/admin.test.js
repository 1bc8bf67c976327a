import { announced, pass, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { adminView } from '../../main/webapp/page/admin.js';
import { Refused } from '../../main/webapp/page/api.js';

const STATUS = { configured: true, state: 'closed', untilNextTry: 'PT0S', consecutiveFailures: 0, undeliveredDeletes: 0, unreadableValues: 0 };

const NOTHING = { invalidations: 0, ageOfOldest: 'PT0S', oldest: [], deletes: 0 };

const metrics = ({ hits = 0, misses = 0, builds = 0, seconds = 0, fast = builds, pending = 0, oldest = 0, openings = 0 }) => `
clarify_cache_reads_total{kind="user",outcome="hit"} ${hits}
clarify_cache_reads_total{kind="user",outcome="miss"} ${misses}
clarify_context_build_seconds_count ${builds}
clarify_context_build_seconds_sum ${seconds}
clarify_context_build_seconds_bucket{le="0.1"} ${fast}
clarify_context_build_seconds_bucket{le="0.5"} ${builds}
clarify_invalidations_pending ${pending}
clarify_invalidations_oldest_age_seconds ${oldest}
clarify_cache_circuit_openings_total ${openings}
`;

/** A view whose server's state may be changed by the test. */
async function view(status = {}, counted = {}) {
  const server = { status: { ...STATUS, ...status }, metrics: metrics(counted) };
  const { api, calls } = fakeApi({
    'get /admin/cache': () => server.status, 'get /metrics': () => server.metrics, 'get /admin/nodes': [], 'get /admin/outbox': NOTHING,
  });
  const { content, close } = adminView(api);
  document.body.append(content);
  await idle();
  return { server, calls, content, close };
}

const tile = (content, title) => {
  const found = content.querySelectorAll('.tile').find(each => each.querySelector('dt').textContent === title);
  const [value, more] = found.querySelector('dd').children.map(each => each.textContent);
  return { value, more, state: found.dataset.state };
};

test('a closed circuit', async () => {
  const { content } = await view();

  assertEquals(tile(content, 'Circuit'), { value: 'closed', more: 'Redis is asked.', state: 'closed' });
});

test('an open circuit counts down to the next try, and not below', async () => {
  const { content } = await view({ state: 'open', untilNextTry: 'PT1M2.5S' });
  assertEquals(tile(content, 'Circuit'), { value: 'open', more: 'Redis is not asked. Next try in 63 s.', state: 'open' });

  content.querySelector('input').checked = false;
  await pass(3000);
  assertContains(tile(content, 'Circuit').more, 'Next try in 60 s.');

  const other = (await view({ state: 'open', untilNextTry: 'PT1S' })).content;
  other.querySelector('input').checked = false;
  await pass(3000);
  assertContains(tile(other, 'Circuit').more, 'Next try in 0 s.');
});

test('the time until the next try may have hours, minutes and seconds', async () => {
  const more = async untilNextTry => tile((await view({ state: 'open', untilNextTry })).content, 'Circuit').more.replace(/\D/g, '');

  assertEquals([await more('PT2H'), await more('PT3M'), await more('PT0.2S'), await more('PT1H1M1S')], ['7200', '180', '1', '3661']);
});

test('a half-open circuit', async () => {
  const { content } = await view({ state: 'half-open' });

  assertEquals(tile(content, 'Circuit'), { value: 'half-open', more: 'One try is under way and decides.', state: 'half-open' });
});

test('without Redis there is no circuit', async () => {
  const { content } = await view({ configured: false });

  assertEquals(tile(content, 'Circuit'), { value: 'no Redis', more: 'None is configured: every list comes from the database.', state: 'off' });
});

test('the facts are counted', async () => {
  const { content } = await view({ consecutiveFailures: 1, undeliveredDeletes: 2, unreadableValues: 0 }, { openings: 1 });

  assertEquals(content.querySelector('.facts').textContent,
    '1 failure in a row · 2 keys to be deleted · 0 unreadable values · the circuit has opened 1 time');
});

test('what keeps lists from counting, or a failover from being seen, is one of the facts', async () => {
  const { content } = await view({ history: 'unknown', mastersNamed: false });

  assertContains(content.querySelector('.facts').textContent, 'Redis does not tell its history: no list in it counts');
  assertContains(content.querySelector('.facts').textContent, 'nobody says where the masters of Redis are');
});

test('invalidations that wait', async () => {
  const { content } = await view({}, { pending: 1200, oldest: 12.4 });
  assertEquals(tile(content, 'Invalidations waiting'), { value: '1,200', more: 'in the whole database, the oldest for 12 s', state: 'open' });
});

test('no invalidation that waits', async () => {
  const { content } = await view();

  assertEquals(tile(content, 'Invalidations waiting'), { value: '0', more: 'in the whole database', state: 'closed' });
});

test('the hit ratio since the start, until there is one of the last minute', async () => {
  const { content, server } = await view({}, { hits: 2, misses: 1 });
  assertEquals(tile(content, 'Hit ratio'), { value: '66.7\u00a0%', more: 'since the start', state: undefined });

  server.metrics = metrics({ hits: 5, misses: 1 });
  await pass(2000);
  assertEquals(tile(content, 'Hit ratio'), { value: '100\u00a0%', more: 'in the last minute, 83.3\u00a0% since the start', state: undefined });
});

test('a minute later what was before it no longer counts', async () => {
  const { content, server } = await view({}, { hits: 2, misses: 1 });
  server.metrics = metrics({ hits: 5, misses: 1 });
  await pass(60000);
  assertContains(tile(content, 'Hit ratio').more, 'in the last minute');

  await pass(2000);
  assertEquals(tile(content, 'Hit ratio').more, 'since the start');
});

test('without reads there is no ratio yet', async () => {
  const { content } = await view();

  assertEquals([tile(content, 'Hit ratio').value, tile(content, 'Time of a build').value], ['none yet', 'none yet']);
});

test('the time of a build is a mean, with what 95 of 100 stay within', async () => {
  const { content, server } = await view({}, { builds: 100, seconds: 1, fast: 95 });
  assertEquals(tile(content, 'Time of a build'), { value: '10\u00a0ms', more: 'on average since the start, 95\u00a0% within 100\u00a0ms', state: undefined });

  server.metrics = metrics({ builds: 110, seconds: 1.02, fast: 96 });
  await pass(2000);
  assertEquals(tile(content, 'Time of a build'),
    { value: '2.0\u00a0ms', more: 'on average in the last minute, 95\u00a0% within 500\u00a0ms, 9.3\u00a0ms since the start', state: undefined });
});

test('it is refreshed every two seconds', async () => {
  const { calls } = await view();
  await pass(4000);

  assertEquals(calls.filter(([, path]) => path === '/metrics').length, 3);
});

test('it is not refreshed while the box is not checked, and at once when it is again', async () => {
  const { calls, content } = await view();
  const box = content.querySelector('input');
  box.checked = false;
  await pass(10000);
  assertEquals(calls.length, 4);

  box.checked = true;
  box.dispatch('change');
  await idle();
  assertEquals(calls.length, 8);
});

test('it is not refreshed while nobody looks at the page', async () => {
  const { calls } = await view();
  document.hidden = true;
  await pass(10000);

  assertEquals(calls.length, 4);
});

test('no question is asked while one waits for its answer', async () => {
  const { api, calls } = fakeApi({ 'get /admin/cache': () => new Promise(() => {}), 'get /metrics': '' });
  adminView(api);
  await pass(10000);

  assertEquals(calls.filter(([, path]) => path === '/admin/cache').length, 1);
});

test('a failure is shown until the next success', async () => {
  let answer = refuse(new Error('The network is down.'));
  const { api } = fakeApi({ 'get /admin/cache': () => answer(), 'get /metrics': '' });
  const { content } = adminView(api);
  await idle();
  assertEquals(content.querySelector('.problem').textContent, 'The network is down.');

  answer = () => STATUS;
  await pass(2000);
  assertEquals(content.querySelector('.problem').textContent, '');
});

test('a view that is closed asks nothing any more', async () => {
  const { calls, close } = await view();
  close();
  await pass(10000);

  assertEquals(calls.length, 4);
});

const isCurrent = content => content.querySelector('.tiles').getAttribute('data-current');

test('what the server says now is current, and has an age', async () => {
  const { content } = await view();

  assertEquals([isCurrent(content), content.querySelector('.as-of').textContent], ['true', 'as of now']);
});

test('when a server is frozen, what is shown is not current any more', async () => {
  const { api } = fakeApi({ 'get /metrics': '' });
  let isFrozen = false;
  const limits = [];
  api.get = async (path, { limit }) => {
    limits.push(limit);
    const answers = { '/metrics': metrics({}), '/admin/cache': STATUS, '/admin/nodes': [], '/admin/outbox': NOTHING };
    return isFrozen ? new Promise(() => {}) : answers[path];
  };
  const { content } = adminView(api);
  await idle();
  isFrozen = true;
  await pass(6000);
  assertEquals(isCurrent(content), 'true');

  await pass(1000);
  assertEquals([isCurrent(content), limits.every(each => each === 5000)], ['false', true]);

  content.querySelector('input').checked = false;
  await pass(60000);
  assertEquals(isCurrent(content), 'false');
});

test('when a server is gone, what is shown is not current at once', async () => {
  const { content, server } = await view({ state: 'open', untilNextTry: 'PT15S' });
  Object.defineProperty(server, 'status', { get: refuse(new Error('The server cannot be reached.')) });
  await pass(2000);
  assertEquals(isCurrent(content), 'false');

  const before = tile(content, 'Circuit').more;
  await pass(3000);
  assertEquals(tile(content, 'Circuit').more, before);
});

test('a token that is not taken is not asked for every two seconds', async () => {
  const { calls, content, server } = await view();
  Object.defineProperty(server, 'status', { get: refuse(new Refused(401, {})) });
  await pass(10000);

  assertEquals([calls.length, content.querySelector('input').checked], [8, false]);
});

test('nodes and the outbox are read with the rest, and grow old with it', async () => {
  const { api } = fakeApi({});
  let isFrozen = false;
  const answers = { '/metrics': metrics({}), '/admin/cache': STATUS, '/admin/nodes': [], '/admin/outbox': NOTHING };
  api.get = async path => isFrozen ? new Promise(() => {}) : answers[path];
  const { content } = adminView(api);
  document.body.append(content);
  await idle();
  const current = () => content.querySelectorAll('[data-current]').map(each => each.getAttribute('data-current'));
  assertEquals(current(), ['true', 'true', 'true']);

  isFrozen = true;
  await pass(7000);
  assertEquals(current(), ['false', 'false', 'false']);
});

test('without the database the state of the cache is shown all the same', async () => {
  const away = refuse(new Refused(503, { detail: 'The database cannot be reached. Try again later.' }));
  const { api } = fakeApi({ 'get /admin/cache': STATUS, 'get /metrics': metrics({}), 'get /admin/nodes': away, 'get /admin/outbox': away });
  const { content } = adminView(api);
  await idle();

  assertEquals([isCurrent(content), content.querySelector('.nodes .problem').textContent], ['true', 'The database cannot be reached. Try again later.']);
  assertEquals(tile(content, 'Circuit').value, 'closed');
});

test('who resets the circuit does not wait for the database', async () => {
  const { api } = fakeApi({
    'get /admin/cache': STATUS, 'get /metrics': metrics({}), 'get /admin/nodes': () => new Promise(() => {}), 'get /admin/outbox': NOTHING,
    'post /admin/cache/circuit/reset': STATUS,
  });
  const { content } = adminView(api);
  document.body.append(content);
  await idle();
  const button = withText(content, 'button', 'Reset the circuit');
  button.click();
  await idle();
  withText(document.body.querySelector('dialog'), 'button', 'Reset the circuit').click();
  await idle();

  assertEquals([await announced(), button.getAttribute('aria-disabled')], ['The circuit is closed.', null]);
});
