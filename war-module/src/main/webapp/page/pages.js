import { MAX_LIMIT } from './limits.js';

/** Reads a list of the API, newest first: {rows, isMore}. */
export function pages(api, path) {
  const page = (limit, last) => api.get(`${path}?limit=${limit}${last === undefined ? '' : `&before=${last.id}`}`);

  /** The rows after the last one; without one the first rows. */
  async function after(last) {
    const rows = await page(MAX_LIMIT, last);
    const isMore = rows.length === MAX_LIMIT && (await page(1, rows.at(-1))).length > 0;
    return { rows, isMore };
  }

  /** As many rows as were shown, or some more. */
  async function first(wanted) {
    const rows = [];
    let next;
    do {
      next = await after(rows.at(-1));
      rows.push(...next.rows);
    } while (next.isMore && rows.length < wanted);
    return { rows, isMore: next.isMore };
  }

  return { after, first };
}
