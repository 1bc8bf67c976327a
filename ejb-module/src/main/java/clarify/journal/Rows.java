package clarify.journal;

/** What several rows refuse. */
final class Rows {

    private Rows() {}

    static void requireNotNegative(int count, String column) {
        if (count < 0) {
            throw new IllegalArgumentException(column + " must not be negative");
        }
    }
}
