const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** The samples of a Prometheus text: {name, labels, value}. */
export function parse(text) {
  return text.split('\n').filter(line => !line.startsWith('#')).map(line => LINE.exec(line)).filter(Boolean)
    .map(([, name, labels = '', value]) => ({
      name,
      labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, key, content]) => [key, content])),
      value: Number(value.replace('Inf', 'Infinity')),
    }));
}

/** What the page shows of them, counted since the server's start. */
export function figures(samples) {
  const sum = pattern => samples.filter(sample => pattern.test(sample.name)).reduce((total, sample) => total + sample.value, 0);
  return {
    hits: sum(/^clarify_cache_hits_total$/),
    misses: sum(/^clarify_cache_misses_total$/),
    builds: sum(/^clarify_context_build(_duration)?_seconds_count$/),
    seconds: sum(/^clarify_context_build(_duration)?_seconds_sum$/),
  };
}

/** What happened between two of them; of a server that was started anew, what it has counted since. */
export function between(earlier, later) {
  const isNew = Object.keys(later).some(name => later[name] < earlier[name]);
  return Object.fromEntries(Object.keys(later).map(name => [name, isNew ? later[name] : later[name] - earlier[name]]));
}

export const hitRatio = ({ hits, misses }) => hits + misses === 0 ? null : hits / (hits + misses);

export const meanMilliseconds = ({ builds, seconds }) => builds === 0 ? null : 1000 * seconds / builds;
