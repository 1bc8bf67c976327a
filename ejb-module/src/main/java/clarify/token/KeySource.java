package clarify.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.time.Duration;

/** Where the public keys of the issuer come from. */
interface KeySource {

    /**
     * Reads the keys.
     *
     * @param limit how long it may take, where it waits for another machine
     * @throws IOException if they cannot be had, or are no keys
     */
    JWKSet read(Duration limit) throws IOException, InterruptedException;

    /** Keys that never change. */
    static KeySource of(JWKSet keys) {
        return limit -> keys;
    }
}
