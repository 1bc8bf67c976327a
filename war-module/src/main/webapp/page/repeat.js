import { Refused } from './api.js';

/** What the key stands for no longer, with what a person is told. */
const OVER = {
  '/clarify/problems/already-deleted': 'This was added already, and deleted since. Try again to add it anew.',
  '/clarify/problems/idempotency-key-reused': 'This may have been added already: look before you try again.',
};

/**
 * Keys for what must be done once only, however often it is sent: by a person who saw no answer, or by the browser, which sends a request
 * again by itself when a connection breaks. The same content has the same key until it is done, or deleted again.
 */
export function repeatable() {
  let content = null;
  let key = null;

  function keyOf(body) {
    const text = JSON.stringify(body);
    if (text !== content) {
      content = text;
      key = random();
    }
    return key;
  }

  return {
    /** What request(key) answers. */
    async send(body, request) {
      try {
        return await request(keyOf(body));
      } catch (error) {
        const message = error instanceof Refused ? OVER[error.type] : undefined;
        if (message === undefined) {
          throw error;
        }
        content = null;
        throw new Error(message);
      }
    },
    done() {
      content = null;
    },
  };
}

/** crypto.randomUUID() is there over HTTPS only. */
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
