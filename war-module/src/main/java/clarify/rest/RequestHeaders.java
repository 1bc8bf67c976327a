package clarify.rest;

/**
 * Names of headers as requests are asked for them: in lower case, because Jersey's maps make names lower by the locale of the
 * JVM, and under Turkish the I of {@code If-Match} would become another letter than the i that has arrived.
 */
final class RequestHeaders {

    static final String IDEMPOTENCY_KEY = "idempotency-key";

    static final String IF_MATCH = "if-match";

    static final String IF_NONE_MATCH = "if-none-match";

    private RequestHeaders() {}
}
