/** Texts: makes what a person wrote safe for one line of a prompt, and reads ids. Pure functions; depends on no other package. */
@NullMarked
package clarify.text;

import org.jspecify.annotations.NullMarked;
