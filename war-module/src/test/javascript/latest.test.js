import { pass } from './browser.js';
import { refuse } from './fake-api.js';
import { assertEquals, idle, test } from './testing.js';
import { Refused } from '../../main/webapp/page/api.js';
import { el } from '../../main/webapp/page/dom.js';
import { latest } from '../../main/webapp/page/latest.js';

function started(answer) {
  const shown = el('div');
  const seen = { answers: [], refusals: 0, limits: [], shown };
  const mine = latest({
    get({ limit }) {
      seen.limits.push(limit);
      return answer();
    },
    show: each => seen.answers.push(each), shown, role: 'alert', refused: () => { seen.refusals++; },
  });
  return { ...mine, seen, isCurrent: () => shown.getAttribute('data-current') };
}

test('an answer is shown, has an age and is current', async () => {
  const { refresh, seen, asOf, problem, isCurrent } = started(async () => 'an answer');
  await refresh();

  assertEquals([seen.answers, seen.limits, asOf.textContent, problem.textContent, isCurrent()], [['an answer'], [5000], 'as of now', '', 'true']);
});

test('it is current no longer when three answers are missing', async () => {
  const { refresh, showWhetherCurrent, isCurrent } = started(async () => 'an answer');
  await refresh();
  await pass(6000);
  assertEquals([showWhetherCurrent(), isCurrent()], [true, 'true']);

  await pass(1);
  assertEquals([showWhetherCurrent(), isCurrent()], [false, 'false']);
});

test('the age is that of the question, not that of a late answer', async () => {
  let answered;
  const { refresh, showWhetherCurrent } = started(() => new Promise(resolve => { answered = resolve; }));
  refresh();
  await pass(4000);
  answered('late');
  await idle();
  await pass(2001);

  assertEquals(showWhetherCurrent(), false);
});

test('while one question waits no other is asked', async () => {
  const { refresh, seen } = started(() => new Promise(() => {}));
  refresh();
  refresh();
  await idle();

  assertEquals(seen.limits.length, 1);
});

test('a failure is told until the next answer, and what is shown is not current', async () => {
  let answer = refuse(new Error('The network is down.'));
  const { refresh, seen, problem, isCurrent } = started(async () => answer());
  await refresh();
  assertEquals([problem.textContent, isCurrent(), seen.refusals], ['The network is down.', 'false', 0]);
  const told = problem.childNodes[0];
  await refresh();
  assertEquals(problem.childNodes[0] === told, true);

  answer = () => 'an answer';
  await refresh();
  assertEquals([problem.textContent, isCurrent()], ['', 'true']);
});

test('a token that is not taken is told to whoever asks again and again', async () => {
  const { refresh, seen } = started(async () => refuse(new Refused(401, {}))());
  await refresh();

  assertEquals(seen.refusals, 1);
});
