/** The kinds of a person's five lists, which all packages share. Depends on no other package. */
@NullMarked
package clarify.kind;

import org.jspecify.annotations.NullMarked;
