/** Reports the state of the application to the health checks, which cannot see its classes. */
@NullMarked
package clarify.monitoring;

import org.jspecify.annotations.NullMarked;
