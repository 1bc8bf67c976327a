/**
 * The registry of metrics and their text format for Prometheus. Each package registers its own metrics, all of them when
 * it starts. The number of series does not depend on the number of users.
 */
@NullMarked
package clarify.metrics;

import org.jspecify.annotations.NullMarked;
