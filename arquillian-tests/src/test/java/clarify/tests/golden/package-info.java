/** The golden cases: rows in, exact text, tokens and sections out. */
@NullMarked
package clarify.tests.golden;

import org.jspecify.annotations.NullMarked;
