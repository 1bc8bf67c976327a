/** Starts Payara Micro with the application in one jar. What it starts it does not know. */
@NullMarked
package clarify.launch;

import org.jspecify.annotations.NullMarked;
