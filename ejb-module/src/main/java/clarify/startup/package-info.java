/**
 * The start of the application: wrong settings stop it before anything else begins, all of them told at once, and one log
 * record says what has started with what. It knows every package, and the settings of the web application too: the EJB jar
 * cannot see the classes of a WAR.
 */
@NullMarked
package clarify.startup;

import org.jspecify.annotations.NullMarked;
