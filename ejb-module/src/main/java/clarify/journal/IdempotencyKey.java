package clarify.journal;

/**
 * The key of a request that creates rows, as the database keeps it: SHA-256 in base64url. Who cannot guess the key cannot tell from it
 * what was asked for.
 *
 * @param id of caller, user, path and key
 * @param fingerprint of these and of the request as it was understood
 */
public record IdempotencyKey(String id, String fingerprint) {

    /** Characters. */
    static final int HASH_LENGTH = 43;

    public IdempotencyKey {
        requireHash(id, "id");
        requireHash(fingerprint, "fingerprint");
    }

    private static void requireHash(String text, String component) {
        if (text.length() != HASH_LENGTH) {
            throw new IllegalArgumentException(component + " must be a hash");
        }
    }
}
