/**
 * Redis for any bean of the server. Promises that no caller ever waits longer than the deadline, sees an exception of
 * Redis, or reads a value that was not written for its key; refuses to know what the values mean.
 */
@NullMarked
package clarify.cache;

import org.jspecify.annotations.NullMarked;
