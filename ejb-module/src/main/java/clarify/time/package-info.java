/** The clock of the application, so that whoever asks for the time can be given another one. Knows nobody. */
@NullMarked
package clarify.time;

import org.jspecify.annotations.NullMarked;
