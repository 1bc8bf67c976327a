/**
 * Where the rooms keep their figures, and the text in which Prometheus reads them. Promises that no figure grows with the
 * number of users; refuses to know what the figures mean. A room registers its own, all of them when it starts.
 */
@NullMarked
package clarify.metrics;

import org.jspecify.annotations.NullMarked;
