package clarify.journal;

/** A mutation for a user who has no profile yet: it is created with {@link Profiles#put}. The transaction rolls back. */
public final class NoProfile extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoProfile() {
        super("the user has no profile");
    }
}
