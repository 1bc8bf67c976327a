/**
 * The HTTP API: authentication, authorization, parsing, validation and error responses. Resources call the journal and fire
 * its events; they decide nothing else.
 */
@NullMarked
package clarify.rest;

import org.jspecify.annotations.NullMarked;
