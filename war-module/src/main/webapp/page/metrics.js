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

/** The metrics that the page shows: counted holds totals since the server's start, the rest is the present state. */
export function summarize(samples) {
  const sum = (name, fits = () => true) => samples.filter(sample => sample.name === name && fits(sample.labels))
    .reduce((total, sample) => total + sample.value, 0);
  const reads = isHit => sum('clarify_cache_reads_total', labels => labels.kind !== 'other' && (labels.outcome === 'hit') === isHit);
  const limits = [...new Set(samples.filter(sample => sample.name === 'clarify_context_build_seconds_bucket')
    .map(sample => sample.labels.le))];
  return {
    counted: {
      hits: reads(true),
      misses: reads(false),
      builds: sum('clarify_context_build_seconds_count'),
      seconds: sum('clarify_context_build_seconds_sum'),
      ...Object.fromEntries(limits.map(limit =>
        [`within ${limit.replace('+Inf', 'Infinity')}`, sum('clarify_context_build_seconds_bucket', labels => labels.le === limit)])),
    },
    pending: sum('clarify_invalidations_pending'),
    oldestSeconds: sum('clarify_invalidations_oldest_age_seconds'),
    openings: sum('clarify_cache_circuit_openings_total'),
  };
}

/** What was counted between two moments; after a restart of the server, since the restart. */
export function between(earlier, later) {
  const isNew = later.hits < earlier.hits || later.builds < earlier.builds;
  return Object.fromEntries(Object.keys(later).map(name => [name, later[name] - (isNew ? 0 : earlier[name] ?? 0)]));
}

export const hitRatio = ({ hits, misses }) => hits + misses === 0 ? null : hits / (hits + misses);

export const meanMilliseconds = ({ builds, seconds }) => builds === 0 ? null : 1000 * seconds / builds;

/** The smallest limit of the histogram that holds for 95 % of the builds; null when there is none. */
export function mostWithinMilliseconds({ builds, ...counted }) {
  const kept = Object.entries(counted)
    .filter(([name, number]) => name.startsWith('within ') && builds > 0 && number >= 0.95 * builds)
    .map(([name]) => 1000 * Number(name.slice('within '.length)));
  const least = Math.min(...kept);
  return Number.isFinite(least) ? least : null;
}
