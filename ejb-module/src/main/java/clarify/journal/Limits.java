package clarify.journal;

/** Lengths in UTF-16 units, ranges and defaults of the columns; requests are checked against them. */
public final class Limits {

    public static final int EMAIL = 320;
    public static final int NAME = 200;
    public static final int DREAM_TITLE = 200;
    public static final int DREAM_DESCRIPTION = 2000;
    public static final int SESSION_TITLE = 100;

    /** The most that {@link JournalSettings#maxMessage} may be. */
    public static final int MESSAGE_CONTENT = 64_000;

    public static final int DEFAULT_MESSAGE_CONTENT = 4000;
    public static final int PATTERN_CONTENT = 500;
    public static final int REFLECTION_TITLE = 200;
    public static final int REFLECTION_DREAM = 3200;
    public static final int REFLECTION_PLAN = 4000;
    public static final int REFLECTION_RELATIONSHIP = 4000;
    public static final int REFLECTION_OFFERING = 2400;

    /** The lowest priority of a dream and strength of a pattern. */
    public static final int MIN_RATING = 1;

    /** The highest priority of a dream and strength of a pattern. */
    public static final int MAX_RATING = 10;

    public static final int DEFAULT_PRIORITY = 5;
    public static final int DEFAULT_STRENGTH = 1;
    public static final Language DEFAULT_LANGUAGE = Language.EN;
    public static final Tone DEFAULT_TONE = Tone.FUSION;

    private Limits() {}

    static void requireNotNegative(int count, String column) {
        if (count < 0) {
            throw new IllegalArgumentException(column + " must not be negative");
        }
    }
}
