/** Starts the product with everything it needs, for somebody who has a JDK and wants to try it. Not part of what ships. */
@NullMarked
package clarify.dev;

import org.jspecify.annotations.NullMarked;
