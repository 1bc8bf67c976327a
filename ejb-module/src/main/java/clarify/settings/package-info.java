/** Reads MicroProfile Config so that a wrong value stops the deployment with a sentence that names the setting. */
@NullMarked
package clarify.settings;

import org.jspecify.annotations.NullMarked;
