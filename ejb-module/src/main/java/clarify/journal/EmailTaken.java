package clarify.journal;

/** The e-mail address belongs to another user's profile. The transaction is rolled back. */
public final class EmailTaken extends RuntimeException {

    private static final long serialVersionUID = 1;

    EmailTaken() {
        super("the e-mail address is taken");
    }
}
