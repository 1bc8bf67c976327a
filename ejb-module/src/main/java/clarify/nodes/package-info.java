/**
 * Which nodes run on the database: each publishes itself in a table, by name, as nobody else knows all of them. Nothing
 * depends on it but what people are shown. It keeps no node from starting, serving or stopping. Beside that, whether this
 * node is to get no more requests.
 */
@NullMarked
package clarify.nodes;

import org.jspecify.annotations.NullMarked;
