/** What the benchmarks need of the package of the same name. */
@NullMarked
package clarify.invalidation;

import org.jspecify.annotations.NullMarked;
