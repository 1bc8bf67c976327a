/**
 * Spans for the server's OpenTelemetry. Without one, or with tracing switched off, nothing is done and nothing fails. A
 * span never holds a user's data or id.
 */
@NullMarked
package clarify.trace;

import org.jspecify.annotations.NullMarked;
