/**
 * The rows of a user: the five lookups, the mutations, and the event that tells of a mutation. Counters are atomic, and
 * no row of another user is ever read or written. The package does not know who reads or caches the rows. No result of
 * a method may be ignored, above all no {@link MutationResult}.
 */
@NullMarked
@CheckReturnValue
package clarify.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
