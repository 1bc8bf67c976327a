/** Beans of somebody else, deployed beside the product, which use its cache and its context. */
@NullMarked
package clarify.guest;

import org.jspecify.annotations.NullMarked;
