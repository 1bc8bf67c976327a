/** Declarations that the servers look for in the classes of the WAR. */
@NullMarked
package clarify.server;

import org.jspecify.annotations.NullMarked;
