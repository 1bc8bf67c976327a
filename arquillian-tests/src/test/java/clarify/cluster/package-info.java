/**
 * Two nodes, one PostgreSQL, one Redis, and everything that can go wrong between them. The nodes are processes of their
 * own, started as an operator would, so that they can be frozen and killed.
 */
@NullMarked
package clarify.cluster;

import org.jspecify.annotations.NullMarked;
