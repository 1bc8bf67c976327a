/** The product from outside, as it ships, on each of the three servers. */
@NullMarked
package clarify.tests;

import org.jspecify.annotations.NullMarked;
