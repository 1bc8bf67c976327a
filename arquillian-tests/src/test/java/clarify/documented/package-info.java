/**
 * Follows the pages {@code docs/deploy-*.md} line by line, each on a fresh copy of its server, with a real PostgreSQL and a
 * real Redis. What a page does not say, these tests do not do.
 */
@NullMarked
package clarify.documented;

import org.jspecify.annotations.NullMarked;
