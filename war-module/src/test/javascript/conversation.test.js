import { fill, withText } from './browser.js';
import { fakeApi, refuse } from './fake-api.js';
import { assertEquals, idle, test } from './testing.js';
import { conversation } from '../../main/webapp/page/conversation.js';
import { el } from '../../main/webapp/page/dom.js';

const SESSION = { id: 's1', title: 'About <boats>', status: 'active', messageCount: 2, lastMessageAt: '2026-03-01T12:00:00Z' };

const MESSAGES = [{ role: 'assistant', content: 'Which boat?' }, { role: 'user', content: '<b>Hello</b>' }];

function shown(answers) {
  const { api, calls } = fakeApi(answers);
  const reasons = [];
  const change = async (reason, call) => {
    await call();
    reasons.push(reason);
  };
  const content = el('li', {}, conversation(SESSION, { api, change, path: '/sessions', one: 'conversation', read: async () => {} }));
  document.body.append(content);
  return { content, calls, reasons };
}

const messages = content => content.querySelectorAll('.messages li').map(each => each.children.map(part => part.textContent));

test('a conversation has a title, a status, a number of messages and a day', () => {
  const { content } = shown({});

  assertEquals([content.querySelector('h4').textContent, content.querySelector('.facts').textContent],
    ['About <boats>', 'active · 2 messages · Mar 1, 2026']);
});

test('its messages are read when they are opened, the oldest first', async () => {
  const { content, calls } = shown({ 'get /sessions/s1/messages': () => [...MESSAGES] });
  assertEquals(calls, []);

  withText(content, 'summary', 'Messages').click();
  await idle();
  assertEquals(messages(content), [['you', '<b>Hello</b>'], ['assistant', 'Which boat?']]);
});

test('messages that cannot be read are called so', async () => {
  const { content } = shown({ 'get /sessions/s1/messages': refuse(new Error('The network is down.')) });
  withText(content, 'summary', 'Messages').click();
  await idle();

  assertEquals(content.querySelector('.messages').textContent, 'The network is down.');
});

test('a message is sent, and the conversation is read again', async () => {
  const { content, calls, reasons } = shown({
    'get /sessions/s1/messages': () => [...MESSAGES],
    'post /sessions/s1/messages': {},
    'get /sessions/s1': { ...SESSION, title: 'Boats', messageCount: 3 },
  });
  withText(content, 'summary', 'Messages').click();
  fill(content, 'content', 'It was blue');
  withText(content, 'button', 'Send').click();
  await idle();

  assertEquals(calls.slice(1), [['post', '/sessions/s1/messages', { content: 'It was blue' }], ['get', '/sessions/s1/messages'], ['get', '/sessions/s1']]);
  assertEquals([reasons, content.querySelector('textarea').value], [['sending a message'], '']);
  assertEquals([content.querySelector('h4').textContent, content.querySelector('.facts').textContent], ['Boats', 'active · 3 messages · Mar 1, 2026']);
});

test('it is renamed and archived', async () => {
  const { content, calls, reasons } = shown({ 'patch /sessions/s1': '', 'put /sessions/s1/status': '' });
  withText(content, 'summary', 'Change').click();
  fill(content, 'title', 'Boats');
  fill(content, 'status', 'archived');
  withText(content, 'button', 'Save').click();
  await idle();

  assertEquals(calls, [['patch', '/sessions/s1', { title: 'Boats' }], ['put', '/sessions/s1/status', { status: 'archived' }]]);
  assertEquals(reasons, ['changing a conversation']);
});
