/** The application's clock, injected so that tests can replace it, and ages. Depends on no other package. */
@NullMarked
package clarify.time;

import org.jspecify.annotations.NullMarked;
