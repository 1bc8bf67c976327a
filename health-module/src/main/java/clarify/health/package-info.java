/**
 * What the platform asks: is it alive, has it started, may it be sent requests. Promises that a cache that is away takes
 * nothing out of the load balancer; refuses to know whom it asks. A jar of its own, as WildFly finds such beans of an EAR
 * in its lib directory only, from where the classes of its modules cannot be seen: they have to tell.
 */
@NullMarked
package clarify.health;

import org.jspecify.annotations.NullMarked;
