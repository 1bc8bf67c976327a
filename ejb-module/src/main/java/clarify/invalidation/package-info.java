/**
 * The transactional outbox that keeps the cache honest: a row in the transaction of each change, delivered to Redis after
 * the commit, and again by a poll of any node until Redis has confirmed it. No list is served whose invalidation may not
 * have arrived. Does not know what contexts are.
 */
@NullMarked
package clarify.invalidation;

import org.jspecify.annotations.NullMarked;
