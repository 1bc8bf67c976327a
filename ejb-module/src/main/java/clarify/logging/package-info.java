/**
 * Log records made of key/value pairs: one line of text for the servers' text formatters, a field for each pair for their
 * JSON formatters. No value can start a line of its own in that text. Depends on no other package.
 */
@NullMarked
package clarify.logging;

import org.jspecify.annotations.NullMarked;
