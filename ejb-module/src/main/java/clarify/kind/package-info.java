/** The one word that all rooms share: which of a person's five lists is meant. Knows nobody. */
@NullMarked
package clarify.kind;

import org.jspecify.annotations.NullMarked;
