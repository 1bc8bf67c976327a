/** HTTP in, events out: who calls, what they may, what is malformed, and how an error reads. Holds no decision else. */
@NullMarked
package clarify.rest;

import org.jspecify.annotations.NullMarked;
