package clarify.context;

/** Not one of the five lists could be had: the cache had none and every lookup failed. */
public final class ContextUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    ContextUnavailable() {
        super("No list of the context could be read");
    }
}
