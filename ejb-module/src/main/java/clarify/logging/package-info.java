/**
 * Log records made of key/value pairs: one line of text for the servers' text formatters, a field for each pair for their
 * JSON formatters. No value can start a line of its own in that text. And which failures are worth a stack trace. Depends on
 * no other package.
 */
@NullMarked
package clarify.logging;

import org.jspecify.annotations.NullMarked;
