/**
 * One load for many callers. Promises that nobody is given what was loaded before they came, unless it is known to be
 * unchanged; refuses to know what is loaded. Knows nobody.
 */
@NullMarked
package clarify.concurrent;

import org.jspecify.annotations.NullMarked;
