import { ask } from './ask.js';
import { announce, count, el, newId } from './dom.js';
import { form } from './form.js';
import { WORDS } from './limits.js';

/** How long a purge of everybody may take, in milliseconds. */
const LONG = 120000;

/** The forms of an administrator; each asks for confirmation before it sends anything. */
export function adminActions(api, refresh) {
  const id = newId();
  const user = { name: 'user', label: 'User id', type: 'id', required: true, hint: 'A UUID.' };

  async function confirmAndRun({ title, text, button, call, done }) {
    const { configured } = await api.get('/admin/cache');
    if (!configured) {
      return announce('No Redis is configured: there is nothing to do.');
    }
    if (!await ask({ title, text, button })) {
      return announce('Nothing was done.');
    }
    announce(done(await call()));
    await refresh();
  }

  const action = (title, about, fields, plan, isDanger = false) => {
    const heading = newId();
    return el('section', { class: 'admin-action', 'aria-labelledby': heading },
      el('h3', { id: heading }, title), el('p', {}, about),
      form({ label: title, fields, button: title, isDanger, submit: given => confirmAndRun({ title: `${title}?`, button: title, ...plan(given) }) }));
  };

  return el('section', { class: 'card', 'aria-labelledby': id },
    el('h2', { id }, 'Actions'),
    el('div', { class: 'admin-actions' },
      action('Reset the circuit', 'Redis is asked again at once, instead of after the next try.', [], () => ({
        text: 'If Redis is still away, a few failures in a row open the circuit again.',
        call: () => api.post('/admin/cache/circuit/reset'),
        done: status => status.state === 'closed' ? 'The circuit is closed.' : `The circuit is ${status.state}: it could not be closed.`,
      })),
      action('Warm a user', 'Builds and stores the five lists of a person ahead of the next context.', [user], ({ user: given }) => ({
        text: `The lists of ${given} are read from the database and stored.`,
        call: () => api.post(`/admin/cache/users/${encodeURIComponent(given)}/warm`),
        done: warmed => warmed.failed > 0 ? `${count(warmed.failed, 'list')} of ${given} could not be read.`
          : `The lists of ${given} are being stored: ${warmed.lookedUp} read from the database, ${warmed.cached} cached before.`,
      })),
      action('Purge a user', 'Takes the five lists of a person out of the cache.', [user], ({ user: given }) => ({
        text: `The next context of ${given} comes from the database.`,
        call: () => api.delete(`/admin/cache/users/${encodeURIComponent(given)}`),
        done: () => `The lists of ${given} are purged.`,
      }), true),
      action('Purge a kind', 'Takes one list of everybody out of the cache.',
        [{ name: 'kind', label: 'Kind', type: 'choice', choices: WORDS.Kind, value: WORDS.Kind[0] }], ({ kind }) => ({
          text: `The next context of everybody reads ${kind} from the database.`,
          call: () => api.delete(`/admin/cache/kinds/${kind}`, { limit: LONG }),
          done: () => `Every list of ${kind} is purged.`,
        }), true),
      action('Purge everything', 'Takes all lists of everybody out of the cache.', [], () => ({
        text: 'The next context of everybody comes from the database, which has to stand it.',
        call: () => api.delete('/admin/cache', { limit: LONG }),
        done: () => 'Everything is purged.',
      }), true)));
}
