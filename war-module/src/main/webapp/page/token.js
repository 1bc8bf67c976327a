const KEY = 'clarify-token';

/** The token of an address such as /clarify/#token=..., which is removed from the address bar; null without one. */
export function takeFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return token;
}

/** Whether the server lets a link sign somebody in, which is for trying out only. */
export const isTakenFromAddress = () => document.getElementById('token-in-address')?.getAttribute('content') === 'taken';

/** A token as people paste it: with “Bearer” in front, in quotes, or broken into lines by what showed it. */
export const pasted = text => text.replace(/^\W*(authorization:\s*)?bearer\s+/i, '').replace(/["'`\s]/g, '');

/** The owner that a token names; null when it is no JWT. Only the server verifies it. */
export function read(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), character => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return {
      subject: claims.sub ?? null,
      name: claims.email ?? claims.upn ?? claims.sub,
      groups: Array.isArray(claims.groups) ? claims.groups : [],
    };
  } catch {
    return null;
  }
}

/** The token that this tab keeps until it is closed; null without one. A browser may refuse to keep anything. */
export function kept() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps a token for when the page is loaded again in this tab; null: keeps none. */
export function keep(token) {
  try {
    if (token === null) {
      sessionStorage.removeItem(KEY);
    } else {
      sessionStorage.setItem(KEY, token);
    }
  } catch {
    // Then loading the page again means to sign in again.
  }
}
