import './browser.js';
import { refuse } from './fake-api.js';
import { assertContains, assertEquals, assertRejected, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { repeatable } from '../../main/webapp/page/repeat.js';

/** The key that a body is sent with. */
const keyOf = (once, body) => once.send(body, key => key);

test('the same content has the same key until it is done', async () => {
  const once = repeatable();
  const key = await keyOf(once, { title: 'a' });
  assertEquals([await keyOf(once, { title: 'a' }) === key, /^[0-9a-f]{32}$/.test(key)], [true, true]);

  once.done();
  assertEquals(await keyOf(once, { title: 'a' }) === key, false);
});

test('other content has another key', async () => {
  const once = repeatable();

  assertEquals(await keyOf(once, { title: 'a' }) === await keyOf(once, { title: 'b' }), false);
});

test('what failed keeps its key', async () => {
  const once = repeatable();
  const key = await keyOf(once, { title: 'a' });
  for (const error of [new Error('The network is down.'), new Refused(409, { type: '/clarify/problems/no-profile' }), new Refused(503, {})]) {
    assertEquals(await assertRejected(once.send({ title: 'a' }, refuse(error))) === error, true);
  }

  assertEquals(await keyOf(once, { title: 'a' }) === key, true);
});

test('a key that belongs to another request, as an upgrade has changed it, is not sent again', async () => {
  const once = repeatable();
  const key = await keyOf(once, { title: 'a' });
  const reused = new Refused(422, { type: '/clarify/problems/idempotency-key-reused' });
  const error = await assertRejected(once.send({ title: 'a' }, refuse(reused)));
  assertContains(error.message, 'look before you try again');

  assertEquals(await keyOf(once, { title: 'a' }) === key, false);
});

test('what was done and then deleted is told so, and may be done anew', async () => {
  const once = repeatable();
  const key = await keyOf(once, { title: 'a' });
  const error = await assertRejected(once.send({ title: 'a' }, refuse(new Refused(409, { type: '/clarify/problems/already-deleted' }))));
  assertContains(error.message, 'This was added already, and deleted since.');

  assertEquals(await keyOf(once, { title: 'a' }) === key, false);
});
