import './browser.js';
import { assertEquals, test } from './testing.js';
import { REASONS, TITLES } from '../../main/webapp/page/context.js';
import { LANGUAGES } from '../../main/webapp/page/journal.js';
import { LIMITS, WORDS } from '../../main/webapp/page/limits.js';

test('the page has a name for every list, reason and language', () => {
  assertEquals(Object.keys(TITLES).sort(), [...WORDS.Kind].sort());
  assertEquals(Object.keys(REASONS).sort(), [...WORDS.Reason].sort());
  assertEquals(LANGUAGES.map(({ text }) => typeof text), WORDS.Language.map(() => 'string'));
});

test('a default is one of the words', () => {
  assertEquals([WORDS.Language.includes(LIMITS.DEFAULT_LANGUAGE), WORDS.Tone.includes(LIMITS.DEFAULT_TONE)], [true, true]);
});
