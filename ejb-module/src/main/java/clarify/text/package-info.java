/** What a person wrote, made safe to stand on one line of a prompt. Pure functions; knows nobody. */
@NullMarked
package clarify.text;

import org.jspecify.annotations.NullMarked;
