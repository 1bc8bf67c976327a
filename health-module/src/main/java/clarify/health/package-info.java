/**
 * The health checks of the platform: liveness, startup, readiness. A Redis that is away does not make the node unready. A
 * jar of its own, because WildFly finds health checks of an EAR only in its lib directory, which cannot see the classes of
 * the modules: {@code clarify.monitoring} reports the state to them.
 */
@NullMarked
package clarify.health;

import org.jspecify.annotations.NullMarked;
