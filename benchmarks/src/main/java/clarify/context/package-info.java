/** What the benchmarks need of the package of the same name. */
@NullMarked
package clarify.context;

import org.jspecify.annotations.NullMarked;
