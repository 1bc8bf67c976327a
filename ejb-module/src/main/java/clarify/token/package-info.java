/**
 * Who calls: verifies bearer tokens as MicroProfile JWT describes them, the same on every server, with the keys of one
 * issuer. Knows settings, concurrency and texts; knows no HTTP of its own service.
 */
@NullMarked
package clarify.token;

import org.jspecify.annotations.NullMarked;
