/**
 * Builds the context: one round trip to the cache, lookups for what is missing, a budget, a text. Promises a right
 * text without Redis; refuses to answer only when no list at all could be had.
 */
@NullMarked
package clarify.context;

import org.jspecify.annotations.NullMarked;
