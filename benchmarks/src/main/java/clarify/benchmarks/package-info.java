/** Times the context builder beside what people would use instead; docs/benchmarks.md tells how and what came out. */
@NullMarked
package clarify.benchmarks;

import org.jspecify.annotations.NullMarked;
