import { fill, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertContains, assertEquals, idle, test } from './testing.js';
import { conversation } from '../../main/webapp/page/conversation.js';
import { el } from '../../main/webapp/page/dom.js';

const SESSION = { id: 's1', title: 'About <boats>', status: 'active', messageCount: 2, lastMessageAt: '2026-03-01T12:00:00Z' };

const MESSAGES = [{ role: 'assistant', content: 'Which boat?' }, { role: 'user', content: '<b>Hello</b>' }];

function shown(answers) {
  const { api, calls, keys } = fakeApi(answers);
  const reasons = [];
  const reads = [];
  const change = async (reason, call, readAgain) => {
    await call();
    reasons.push(reason);
    await readAgain();
  };
  const { content: parts, update } = conversation({ ...SESSION }, { api, change, path: '/sessions', one: 'conversation', read: async focus => reads.push(focus ?? 'nothing') });
  const content = el('li', {}, parts);
  document.body.append(content);
  return { content, calls, keys, reasons, reads, update };
}

const messages = content => content.querySelectorAll('.messages li').map(each => each.children.map(part => part.textContent));

test('a message may be as long as the server has written into the page', async () => {
  const longest = document.createElement('meta');
  longest.id = 'max-message';
  longest.setAttribute('content', '6000');
  document.body.append(longest);
  const { content } = shown({ 'get /sessions/s1/messages?limit=100': () => [] });
  withText(content, 'summary', 'Messages').click();
  await idle();

  assertContains(content.querySelector('.hint').textContent, 'At most 6,000 characters.');
});

test('a conversation has a title, a status, a number of messages and a day', () => {
  const { content } = shown({});

  assertEquals([content.querySelector('h4').textContent, content.querySelector('.facts').textContent],
    ['About <boats>', 'active · 2 messages · Mar 1, 2026']);
});

test('its messages are read when they are opened, the oldest first', async () => {
  const { content, calls } = shown({ 'get /sessions/s1/messages?limit=100': () => [...MESSAGES] });
  assertEquals(calls, []);

  withText(content, 'summary', 'Messages').click();
  await idle();
  assertEquals(messages(content), [['you', '<b>Hello</b>'], ['assistant', 'Which boat?']]);
  assertEquals(content.querySelector('.as-of').textContent, 'as of now');
});

test('messages that cannot be read are called so', async () => {
  const { content } = shown({ 'get /sessions/s1/messages?limit=100': refuse(new Error('The network is down.')) });
  withText(content, 'summary', 'Messages').click();
  await idle();

  assertEquals([content.querySelector('.problem').textContent, messages(content), content.querySelector('.as-of').textContent], ['The network is down.', [], '']);
});

test('a message is sent, and the conversations are read again', async () => {
  const { content, calls, reasons, reads } = shown({ 'get /sessions/s1/messages?limit=100': () => [...MESSAGES], 'post /sessions/s1/messages': {} });
  withText(content, 'summary', 'Messages').click();
  fill(content, 'content', 'It was blue');
  withText(content, 'button', 'Send').click();
  await idle();

  assertEquals(calls.slice(1), [['post', '/sessions/s1/messages', { content: 'It was blue' }]]);
  assertEquals([reasons, reads, content.querySelector('textarea').value], [['sending a message'], ['nothing'], '']);
});

test('a message that is sent again has the same key until it has arrived', async () => {
  let failures = 1;
  const { content, keys } = shown({
    'get /sessions/s1/messages?limit=100': [],
    'post /sessions/s1/messages': () => {
      if (failures-- > 0) {
        throw new Error('The network is down.');
      }
      return {};
    },
  });
  withText(content, 'summary', 'Messages').click();
  for (const text of ['Hello', 'Hello', 'Hello']) {
    fill(content, 'content', text);
    withText(content, 'button', 'Send').click();
    await idle();
  }

  assertEquals(keys.map(each => keys.indexOf(each)), [0, 0, 2]);
});

test('a conversation that has changed is shown in place, with the messages that are open', async () => {
  const { content, calls, update } = shown({ 'get /sessions/s1/messages?limit=100': () => [...MESSAGES] });
  withText(content, 'summary', 'Messages').click();
  withText(content, 'summary', 'Change').click();
  await idle();
  fill(content, 'content', 'It was');
  assertEquals(update({ ...SESSION, title: 'Boats', messageCount: 3 }), true);

  assertEquals([content.querySelector('h4').textContent, content.querySelector('.facts').textContent], ['Boats', 'active · 3 messages · Mar 1, 2026']);
  assertEquals([content.querySelector('textarea').value, calls.length], ['It was', 2]);
  withText(content, 'summary', 'Change').click();
  assertEquals(content.querySelector('form[aria-label="Change the conversation"]').querySelector('input').value, 'Boats');
});

test('a conversation that somebody is changing is left alone', () => {
  const { content, update } = shown({});
  withText(content, 'summary', 'Change').click();
  fill(content, 'title', 'mine');

  assertEquals([update({ ...SESSION, title: 'theirs' }), content.querySelector('h4').textContent], [false, 'About <boats>']);
});

test('earlier messages are shown on demand', async () => {
  const hundred = Array.from({ length: 100 }, (each, index) => ({ id: `m${index}`, role: 'user', content: `${index}` }));
  const { content } = shown({
    'get /sessions/s1/messages?limit=100': () => [...hundred], 'get /sessions/s1/messages?limit=1&before=m99': MESSAGES.slice(1),
    'get /sessions/s1/messages?limit=100&before=m99': () => [...MESSAGES],
  });
  withText(content, 'summary', 'Messages').click();
  await idle();
  const earlier = withText(content, 'button', 'Show earlier messages');
  assertEquals([messages(content).length, messages(content)[0], earlier.hidden], [100, ['you', '99'], false]);

  earlier.click();
  await idle();
  assertEquals([messages(content).length, messages(content)[0], earlier.hidden], [102, ['you', '<b>Hello</b>'], true]);
});

test('it is renamed and archived', async () => {
  const { content, calls, reasons } = shown({ 'get /sessions/s1': SESSION, 'patch /sessions/s1': '', 'put /sessions/s1/status': '' });
  withText(content, 'summary', 'Change').click();
  fill(content, 'title', 'Boats');
  fill(content, 'status', 'archived');
  withText(content, 'button', 'Save').click();
  await idle();

  assertEquals(calls.slice(1), [['patch', '/sessions/s1', { title: 'Boats' }], ['put', '/sessions/s1/status', { status: 'archived' }]]);
  assertEquals(reasons, ['changing a conversation']);
});
