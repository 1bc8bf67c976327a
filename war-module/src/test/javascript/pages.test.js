import { fakeApi } from './fake-api.js';
import { assertEquals, test } from './testing.js';
import { pages } from '../../main/webapp/page/pages.js';

/** An API with a list of so many rows, and the lists that were read of it. */
function listOf(number) {
  const all = Array.from({ length: number }, (each, index) => ({ id: `r${index}` }));
  const { api, calls } = fakeApi(new Proxy({}, {
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    get(target, call) {
      const [, limit, , before] = /limit=(\d+)(&before=(\w+))?/.exec(call);
      const start = all.findIndex(each => each.id === before) + 1;
      return all.slice(start, start + Number(limit));
    },
  }));
  return { from: pages(api, '/dreams'), calls };
}

const summary = ({ rows, isMore }) => [rows.length, rows[0]?.id, rows.at(-1)?.id, isMore];

test('a short list is one answer', async () => {
  const { from, calls } = listOf(99);

  assertEquals([summary(await from.first(0)), calls.length], [[99, 'r0', 'r98', false], 1]);
});

test('a list of a hundred rows has no more than these', async () => {
  assertEquals(summary(await listOf(100).from.first(0)), [100, 'r0', 'r99', false]);
  assertEquals(summary(await listOf(101).from.first(0)), [100, 'r0', 'r99', true]);
});

test('it goes on after a row', async () => {
  const { from } = listOf(250);

  assertEquals(summary(await from.after({ id: 'r99' })), [100, 'r100', 'r199', true]);
  assertEquals(summary(await from.after({ id: 'r199' })), [50, 'r200', 'r249', false]);
});

test('as many are read again as were shown', async () => {
  assertEquals(summary(await listOf(1000).from.first(300)), [300, 'r0', 'r299', true]);
  assertEquals(summary(await listOf(1000).from.first(1000)), [1000, 'r0', 'r999', false]);
  assertEquals(summary(await listOf(120).from.first(300)), [120, 'r0', 'r119', false]);
});

test('an empty list has nothing', async () => {
  assertEquals(summary(await listOf(0).from.first(0)), [0, undefined, undefined, false]);
});
