/**
 * What the platform asks: is it alive, has it started, may it be sent requests. Promises that a cache that is away takes
 * nothing out of the load balancer; refuses to mend anything. In the WAR, because Payara looks for such beans there.
 */
@NullMarked
package clarify.health;

import org.jspecify.annotations.NullMarked;
