package clarify.journal;

/** The user of a mutation has no profile yet; {@link Profiles#put} creates it. The transaction is rolled back. */
public final class NoProfile extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoProfile() {
        super("the user has no profile");
    }
}
