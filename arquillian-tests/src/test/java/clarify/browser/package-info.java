/**
 * Tests of the page in Chromium: {@code ./mvnw verify -Dserver=browser}. Not part of the default build, because not
 * every machine has a browser. Screenshots of all views are in {@code target/screenshots}.
 */
@NullMarked
package clarify.browser;

import org.jspecify.annotations.NullMarked;
