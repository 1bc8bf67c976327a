import { assertEquals, idle, test } from './testing.js';
import { session } from '../../main/webapp/page/session.js';

/** A session whose questions for another token are answered by the test. */
function opened() {
  const questions = [];
  let refusals = 0;
  const it = session({
    token: 'old', ask: () => new Promise(resolve => questions.push(resolve)), refused: () => { refusals++; },
  });
  return { it, questions, refusals: () => refusals };
}

test('a token that was never taken is refused once, and nobody is asked for another', async () => {
  const { it, questions, refusals } = opened();

  assertEquals([await it.renewed('old'), await it.renewed('old'), refusals(), questions], [false, false, 1, []]);
});

test('a token that was taken once is renewed', async () => {
  const { it, questions } = opened();
  it.taken();
  const renewed = it.renewed('old');
  questions[0]('fresh');

  assertEquals([await renewed, it.token()], [true, 'fresh']);
});

test('one question is asked however many requests wait for it', async () => {
  const { it, questions } = opened();
  it.taken();
  const renewed = Promise.all([it.renewed('old'), it.renewed('old')]);
  await idle();
  questions[0]('fresh');

  assertEquals([await renewed, questions.length], [[true, true], 1]);
});

test('a late refusal of an earlier token is no question', async () => {
  const { it, questions } = opened();
  it.taken();
  const renewed = it.renewed('old');
  questions[0]('fresh');
  await renewed;

  assertEquals([await it.renewed('old'), questions.length], [true, 1]);
});

test('a new token that is refused as well is a question again', async () => {
  const { it, questions } = opened();
  it.taken();
  const renewed = it.renewed('old');
  questions[0]('fresh');
  await renewed;
  it.renewed('fresh');

  assertEquals(questions.length, 2);
});

test('without an answer the token stays, and is asked for again', async () => {
  const { it, questions } = opened();
  it.taken();
  const renewed = it.renewed('old');
  questions[0](null);
  assertEquals([await renewed, it.token()], [false, 'old']);

  it.renewed('old');
  assertEquals(questions.length, 2);
});

test('what has ended asks nothing and refuses nothing', async () => {
  const { it, questions, refusals } = opened();
  it.end();

  assertEquals([await it.renewed('old'), await it.renewed('other'), questions, refusals()], [false, false, [], 0]);
});

test('an answer after the end is none', async () => {
  const { it, questions } = opened();
  it.taken();
  const renewed = it.renewed('old');
  it.end();
  questions[0]('fresh');

  assertEquals(await renewed, false);
});
