/**
 * What takes how long within one request, told to the server's OpenTelemetry. Promises that without one, or with tracing
 * switched off, nothing is done and nothing fails; refuses to hold a user's data or id.
 */
@NullMarked
package clarify.trace;

import org.jspecify.annotations.NullMarked;
