/** Beans of another project, deployed with the product, that use its cache and its context. */
@NullMarked
package clarify.guest;

import org.jspecify.annotations.NullMarked;
