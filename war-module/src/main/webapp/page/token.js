/** The token of an address such as /clarify/#token=..., which is removed from the address bar; null without one. */
export function takeFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return token;
}

/** The owner that a token names; null when it is no JWT. Only the server verifies it. */
export function read(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), character => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return {
      name: claims.email ?? claims.upn ?? claims.sub,
      groups: Array.isArray(claims.groups) ? claims.groups : [],
    };
  } catch {
    return null;
  }
}
