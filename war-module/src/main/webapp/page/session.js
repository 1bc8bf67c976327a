/**
 * The token of one sign-in. When the server takes it no longer, ask() is to get another one, once however many requests wait for it, and is
 * fulfilled with null when there is none. A token that the server has never taken is refused() instead.
 */
export function session({ token, ask, refused }) {
  let current = token;
  let isTaken = false;
  let isOver = false;
  let asking = null;

  return {
    token: () => current,

    /** To be called when the server has taken the token. */
    taken() {
      isTaken = true;
    },

    /** Whether there is another token than this one, which the server has refused. */
    async renewed(wrong) {
      if (isOver || wrong !== current) {
        return !isOver;
      }
      if (!isTaken) {
        isOver = true;
        refused();
        return false;
      }
      if (asking === null) {
        asking = ask().finally(() => { asking = null; });
      }
      const fresh = await asking;
      current = fresh ?? current;
      return fresh !== null && !isOver;
    },

    end() {
      isOver = true;
    },
  };
}
