import { storage } from './browser.js';
import { assertEquals, test } from './testing.js';
import { keep, kept, pasted, read, takeFromAddress } from '../../main/webapp/page/token.js';

/** A token with these characters as its payload; ASCII only. */
const token = payload => {
  const bits = [...payload].map(each => each.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return `e30.${bits.match(/.{1,6}/g).map(each => letters[parseInt(each.padEnd(6, '0'), 2)]).join('')}.signature`;
};

test('a token names its owner and the owner’s groups', () => {
  assertEquals(read(token('{"email":"dalia@example.org","groups":["user","admin"]}')), { subject: null, name: 'dalia@example.org', groups: ['user', 'admin'] });
  assertEquals(read(token('{"sub":"s"}')).subject, 's');
});

test('a name may hold any character', () => {
  const payload = 'eyJlbWFpbCI6ImRhbGlhLnJhdsOpQGV4YW1wbGUub3JnIiwiZ3JvdXBzIjpbInVzZXIiLCJhZG1pbiJdfQ';

  assertEquals(read(`e30.${payload}.signature`).name, 'dalia.ravé@example.org');
});

test('the payload is base64 for URLs', () => {
  const it = token('{"sub":"a?b~c>d","x":"???>>>~~~"}');

  assertEquals([/[-_]/.test(it), read(it).name], [true, 'a?b~c>d']);
});

test('the owner is called by email, else by upn, else by subject', () => {
  assertEquals(read(token('{"email":"e","upn":"u","sub":"s"}')).name, 'e');
  assertEquals(read(token('{"upn":"u","sub":"s"}')).name, 'u');
  assertEquals(read(token('{"sub":"s"}')).name, 's');
});

test('groups that are no list are none', () => {
  assertEquals(read(token('{"sub":"s"}')).groups, []);
  assertEquals(read(token('{"sub":"s","groups":"admin"}')).groups, []);
});

['', 'word', 'a.', 'a.b.c', 'a.%%%.c', token('null'), token('{"sub":')].forEach(text =>
  test(`there is no owner in ${JSON.stringify(text)}`, () => assertEquals(read(text), null)));

test('a token is taken out of the address', () => {
  Object.assign(location, { search: '?a=b', hash: '#token=e30.e30.s' });

  assertEquals(takeFromAddress(), 'e30.e30.s');
  assertEquals(location, { pathname: '/clarify/', search: '?a=b', hash: '' });
});

test('an address without a token stays as it is', () => {
  location.hash = '#main';

  assertEquals([takeFromAddress(), location.hash], [null, '#main']);
});

['a.b.c', 'Bearer a.b.c', '  bearer   a.b.c\n', 'Authorization: Bearer a.b.c', '"a.b.c"', 'a.b\n  .c'].forEach(text =>
  test(`${JSON.stringify(text)} is a token as people paste it`, () => assertEquals(pasted(text), 'a.b.c')));

test('a token is kept until it is not', () => {
  keep('a.b.c');
  assertEquals([kept(), [...storage.values()]], ['a.b.c', ['a.b.c']]);

  keep(null);
  assertEquals([kept(), storage.size], [null, 0]);
});

test('a browser that keeps nothing does no harm', () => {
  globalThis.sessionStorage = new Proxy({}, { get() { throw new Error('denied'); } });
  keep('a.b.c');

  assertEquals(kept(), null);
});
