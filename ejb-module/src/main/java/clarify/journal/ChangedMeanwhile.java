package clarify.journal;

/** Another request created the same profile at the same moment; asked again, it succeeds. The transaction rolls back. */
public final class ChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChangedMeanwhile() {
        super("the row was created meanwhile");
    }
}
