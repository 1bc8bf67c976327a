/**
 * Follows the pages {@code docs/deploy-*.md}, each on a fresh copy of its server, and {@code docs/upgrade.md} line by line,
 * with a real PostgreSQL and a real Redis. What a page does not say, these tests do not do.
 */
@NullMarked
package clarify.documented;

import org.jspecify.annotations.NullMarked;
