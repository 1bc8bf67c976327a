package clarify.journal;

/** An export has lasted longer than {@link ExportSettings#timeout}. */
public final class ExportTooLong extends RuntimeException {

    private static final long serialVersionUID = 1;

    ExportTooLong() {
        super("an export has lasted longer than " + ExportSettings.TIMEOUT.name());
    }
}
