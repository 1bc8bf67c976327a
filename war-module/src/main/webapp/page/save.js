import { Refused } from './api.js';
import { ask } from './ask.js';
import { announce, el, userText, words } from './dom.js';
import { same } from './row-list.js';

/**
 * Sends the changed members of a form; a status, which is sent by itself, may be among them. Without a change it sends nothing. What was
 * changed elsewhere since the row was read is not replaced without a question, however late it was changed. The row becomes what was saved.
 */
export async function save(row, { status, ...edited }, { api, path, read, change, one, ...given }) {
  const url = given.url ?? `${path}/${row.id}`;
  const wanted = () => changedMembers(row, status === undefined ? edited : { ...edited, status });
  if (isEmpty(wanted())) {
    announce('Nothing was changed.');
    return read(row.id ?? '');
  }
  const replace = tag => change(given.reason ?? `changing a ${one}`, () => send(row, wanted(), tag, { api, url }), () => read(row.id ?? ''));
  for (;;) {
    const compared = await toReplace(row, wanted(), { api, url, one });
    if (compared === null) {
      announce('Nothing was saved.');
      return read();
    }
    try {
      return await replace(compared.tag);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 412)) {
        throw error;
      }
    }
  }
}

/** Each request names the version that it is to change: if somebody else was faster, it is refused with 412. */
async function send(row, { status, ...patch }, compared, { api, url }) {
  let tag = compared;
  if (!isEmpty(patch)) {
    const patched = await api.patchTagged(url, patch, { tag });
    Object.assign(row, patched.content);
    tag = patched.tag;
  }
  if (status !== undefined) {
    Object.assign(row, await api.put(`${url}/status`, { status }, { tag }));
  }
}

const isEmpty = members => Object.keys(members).length === 0;

/** The members whose value has changed. */
const changedMembers = (row, edited) => Object.fromEntries(
  Object.entries(edited).filter(([name, value]) => value !== (row[name] ?? null)));

/** The version that may be replaced, {tag}; null if it is not to be. */
async function toReplace(row, wanted, { api, url, one }) {
  const { content: now, tag } = await api.getTagged(url).catch(error => {
    throw error instanceof Refused && error.status === 404
      ? new Error(`This ${one} was deleted elsewhere. What you typed is still here: copy it if you want to keep it.`) : error;
  });
  const others = Object.keys(wanted).filter(name =>
    !same(now[name] ?? null, row[name] ?? null) && !same(now[name] ?? null, wanted[name]));
  const isToBe = others.length === 0 || await ask({
    title: `This ${one} was changed elsewhere`,
    text: ['Meanwhile somebody has saved:', el('ul', {}, others.map(name => el('li', {}, `${spoken(name)}: `, valueOf(now[name])))),
      'Save what you typed instead?'],
    button: 'Save mine instead',
  });
  return isToBe ? { tag } : null;
}

/** targetDate: target date. */
const spoken = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

const valueOf = value => value === null ? 'nothing' : userText(words(String(value)));
