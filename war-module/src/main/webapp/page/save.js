import { Refused } from './api.js';
import { ask } from './ask.js';
import { announce, el, userText, words } from './dom.js';
import { same } from './row-list.js';

/**
 * Sends the changed members of a form; a status, which is sent by itself, may be among them. Without a change it sends nothing. What was
 * changed elsewhere since the row was read is not replaced without a question. The row becomes what was saved.
 */
export async function save(row, { status, ...edited }, { api, path, read, change, one, ...given }) {
  const url = given.url ?? `${path}/${row.id}`;
  const patch = changedMembers(row, edited);
  const isPatched = Object.keys(patch).length > 0;
  const isMoved = status !== undefined && status !== row.status;
  if (!isPatched && !isMoved) {
    announce('Nothing was changed.');
    return read(row.id ?? '');
  }
  if (!await mayReplace(row, isMoved ? { ...patch, status } : patch, { api, url, one })) {
    announce('Nothing was saved.');
    return read();
  }
  return change(given.reason ?? `changing a ${one}`, async () => {
    if (isPatched) {
      Object.assign(row, await api.patch(url, patch));
    }
    if (isMoved) {
      Object.assign(row, await api.put(`${url}/status`, { status }));
    }
  }, () => read(row.id ?? ''));
}

/** The members whose value has changed. */
const changedMembers = (row, edited) => Object.fromEntries(
  Object.entries(edited).filter(([name, value]) => value !== (row[name] ?? null)));

/** Between this question and the answer to the save somebody may still be faster: the server does not compare. */
async function mayReplace(row, wanted, { api, url, one }) {
  const now = await api.get(url).catch(error => {
    throw error instanceof Refused && error.status === 404
      ? new Error(`This ${one} was deleted elsewhere. What you typed is still here: copy it if you want to keep it.`) : error;
  });
  const others = Object.keys(wanted).filter(name =>
    !same(now[name] ?? null, row[name] ?? null) && !same(now[name] ?? null, wanted[name]));
  return others.length === 0 || ask({
    title: `This ${one} was changed elsewhere`,
    text: ['Meanwhile somebody has saved:', el('ul', {}, others.map(name => el('li', {}, `${spoken(name)}: `, valueOf(now[name])))),
      'Save what you typed instead?'],
    button: 'Save mine instead',
  });
}

/** targetDate: target date. */
const spoken = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

const valueOf = value => value === null ? 'nothing' : userText(words(String(value)));
