/**
 * A person's rows: the five lookups, the changes, and the event that tells of a change. Promises atomic counters and
 * that nobody touches a row of someone else; refuses to know who reads or caches it.
 */
@NullMarked
package clarify.journal;

import org.jspecify.annotations.NullMarked;
