/**
 * The page in a real Chromium, with real keys: {@code ./mvnw verify -Dserver=browser}. Not part of the usual run, as not
 * every machine has a browser. What every look of every view looked like is in {@code target/screenshots}.
 */
@NullMarked
package clarify.browser;

import org.jspecify.annotations.NullMarked;
