/** Tests of the shipped product over HTTP, on each of the three servers. */
@NullMarked
package clarify.tests;

import org.jspecify.annotations.NullMarked;
