/** The server's limits and defaults, under the names that they have in its class Limits. */
export const LIMITS = {
  NAME: 200,
  DREAM_TITLE: 200,
  DREAM_DESCRIPTION: 2000,
  SESSION_TITLE: 100,
  REFLECTION_TITLE: 200,
  REFLECTION_DREAM: 3200,
  REFLECTION_PLAN: 4000,
  REFLECTION_RELATIONSHIP: 4000,
  REFLECTION_OFFERING: 2400,
  MIN_RATING: 1,
  MAX_RATING: 10,
  DEFAULT_PRIORITY: 5,
  DEFAULT_LANGUAGE: 'en',
  DEFAULT_TONE: 'fusion',
};

/** How long a message may be, as the server has written it into the page. */
export const longestMessage = () => Number(document.getElementById('max-message')?.getAttribute('content'));

/** The words of the server's enums, by their names. */
export const WORDS = {
  Category: ['health', 'career', 'relationships', 'financial', 'personal_growth', 'creative', 'spiritual', 'entrepreneurial',
    'educational', 'other'],
  DreamStatus: ['active', 'achieved', 'archived', 'released'],
  Kind: ['user', 'dreams', 'patterns', 'sessions', 'reflections'],
  Language: ['en', 'he'],
  Reason: ['session', 'limit', 'budget'],
  SessionStatus: ['active', 'archived'],
  Tone: ['fusion', 'gentle', 'intense'],
};

/** The most rows that one answer has. */
export const MAX_LIMIT = 100;
