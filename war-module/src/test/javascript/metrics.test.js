import { assertEquals, test } from './testing.js';
import { between, hitRatio, meanMilliseconds, mostWithinMilliseconds, parse, summarize } from '../../main/webapp/page/metrics.js';

test('samples have a name, labels and a value', () => {
  assertEquals(parse('# HELP a_total Something\n# TYPE a_total counter\na_total{kind="user",outcome="hit"} 3.0\nb 1.5E-4\n'), [
    { name: 'a_total', labels: { kind: 'user', outcome: 'hit' }, value: 3 },
    { name: 'b', labels: {}, value: 0.00015 },
  ]);
});

test('labels may hold quotes and braces', () => {
  assertEquals(parse('a{x="{\\"}",y="2"} 1')[0].labels, { x: '{\\"}', y: '2' });
});

test('infinity is a number', () => {
  assertEquals(parse('a +Inf\nb -Inf').map(({ value }) => value), [Infinity, -Infinity]);
});

test('lines that are no samples are passed over', () => {
  assertEquals(parse('\nword\n{} 1\n'), []);
});

const TEXT = `
clarify_cache_reads_total{kind="user",outcome="hit"} 5
clarify_cache_reads_total{kind="dreams",outcome="hit"} 3
clarify_cache_reads_total{kind="dreams",outcome="miss"} 2
clarify_cache_reads_total{kind="dreams",outcome="failed"} 1
clarify_cache_reads_total{kind="other",outcome="hit"} 100
clarify_context_build_seconds_bucket{result="complete",le="0.1"} 6
clarify_context_build_seconds_bucket{result="partial",le="0.1"} 1
clarify_context_build_seconds_bucket{result="complete",le="+Inf"} 8
clarify_context_build_seconds_bucket{result="partial",le="+Inf"} 2
clarify_context_build_seconds_count{result="complete"} 8
clarify_context_build_seconds_count{result="partial"} 2
clarify_context_build_seconds_sum{result="complete"} 1.5
clarify_context_build_seconds_sum{result="partial"} 0.5
clarify_invalidations_pending 4
clarify_invalidations_oldest_age_seconds 12.5
clarify_cache_circuit_openings_total 7
`;

test('samples are summed up over their labels', () => {
  assertEquals(summarize(parse(TEXT)), {
    counted: { hits: 8, misses: 3, builds: 10, seconds: 2, 'within 0.1': 7, 'within Infinity': 10 },
    pending: 4, oldestSeconds: 12.5, openings: 7,
  });
});

test('without samples everything is zero', () => {
  assertEquals(summarize([]), { counted: { hits: 0, misses: 0, builds: 0, seconds: 0 }, pending: 0, oldestSeconds: 0, openings: 0 });
});

test('between two moments the difference counts', () => {
  assertEquals(between({ hits: 5, builds: 2 }, { hits: 9, builds: 3, 'within 1': 3 }), { hits: 4, builds: 1, 'within 1': 3 });
});

test('after a restart of the server everything counts', () => {
  assertEquals(between({ hits: 5, builds: 2 }, { hits: 1, builds: 3 }), { hits: 1, builds: 3 });
  assertEquals(between({ hits: 5, builds: 2 }, { hits: 6, builds: 1 }), { hits: 6, builds: 1 });
});

test('the hit ratio is the share of the hits, and none without reads', () => {
  assertEquals([hitRatio({ hits: 3, misses: 1 }), hitRatio({ hits: 0, misses: 2 }), hitRatio({ hits: 0, misses: 0 })], [0.75, 0, null]);
});

test('the mean is in milliseconds, and none without builds', () => {
  assertEquals([meanMilliseconds({ builds: 4, seconds: 2 }), meanMilliseconds({ builds: 0, seconds: 0 })], [500, null]);
});

test('95 of 100 builds are within the smallest limit that holds for so many', () => {
  assertEquals(mostWithinMilliseconds({ builds: 100, seconds: 1, 'within 0.1': 94, 'within 0.25': 95, 'within 0.5': 100 }), 250);
});

test('there is no such limit when too many builds are beyond the last one, or none was made', () => {
  assertEquals(mostWithinMilliseconds({ builds: 100, 'within 0.1': 94, 'within Infinity': 100 }), null);
  assertEquals(mostWithinMilliseconds({ builds: 0, 'within 0.1': 0 }), null);
});
