/**
 * Tests of two nodes with one PostgreSQL and one Redis, with and without faults. The nodes are separate processes,
 * started as in production, so that tests can freeze and kill them.
 */
@NullMarked
package clarify.cluster;

import org.jspecify.annotations.NullMarked;
