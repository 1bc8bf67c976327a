import './browser.js';
import { assertEquals, test } from './testing.js';
import { repeatable } from '../../main/webapp/page/repeat.js';

test('the same content has the same key until it is done', () => {
  const once = repeatable();
  const key = once.key({ title: 'a' });
  assertEquals([once.key({ title: 'a' }) === key, /^[0-9a-f]{32}$/.test(key)], [true, true]);

  once.done();
  assertEquals(once.key({ title: 'a' }) === key, false);
});

test('other content has another key', () => {
  const once = repeatable();

  assertEquals(once.key({ title: 'a' }) === once.key({ title: 'b' }), false);
});
