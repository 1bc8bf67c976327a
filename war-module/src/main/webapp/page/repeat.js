import { Refused } from './api.js';

const DELETED = '/clarify/problems/already-deleted';

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
        if (error instanceof Refused && error.type === DELETED) {
          content = null;
          throw new Error('This was added already, and deleted since. Try again to add it anew.');
        }
        throw error;
      }
    },
    done() {
      content = null;
    },
  };
}

/** crypto.randomUUID() is there over HTTPS only. */
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
