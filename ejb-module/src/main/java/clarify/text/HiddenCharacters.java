package clarify.text;

/**
 * Characters that carry data past the reader's eye, as "Nothing hidden" in the section "The context text" of the contract
 * lists them. Some scripts and emoji need a few of them: those stay, one in each place that needs it.
 */
final class HiddenCharacters {

    private static final int SOFT_HYPHEN = 0xAD;

    /** First and last of each range, in their order. */
    private static final int[][] ALWAYS = {
        {SOFT_HYPHEN, SOFT_HYPHEN},
        {0x34F, 0x34F},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x200B, 0x200B},
        {0x2060, 0x2065},
        {0x206A, 0x206F},
        {0x3164, 0x3164},
        {0xFE00, 0xFE0D},
        {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFF8},
        {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A},
        {0xE0080, 0xE0FFF},
    };

    private static final int ARABIC = 0x600;

    private HiddenCharacters() {}

    /** @return the text without them; the same object where there are none */
    static String removedFrom(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isSuspect(c)) {
                return withoutHidden(text);
            }
            i += Character.charCount(c);
        }
        return text;
    }

    private static boolean isSuspect(int c) {
        return c >= SOFT_HYPHEN && (isAlways(c) || isMark(c) || isJoiner(c) || isSelector(c));
    }

    private static boolean isAlways(int c) {
        for (int[] range : ALWAYS) {
            if (c <= range[1]) {
                return c >= range[0];
            }
        }
        return false;
    }

    /** Directions of Hebrew and Arabic. */
    private static boolean isMark(int c) {
        return c == 0x61C || c == 0x200E || c == 0x200F;
    }

    /** Zero width joiner and non-joiner. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    /** Text or emoji. */
    private static boolean isSelector(int c) {
        return c == 0xFE0E || c == 0xFE0F;
    }

    private static boolean takesSelector(int c) {
        return (c >= '0' && c <= '9')
                || c == '#'
                || c == '*'
                || c == 0xA9
                || c == 0xAE
                || (c >= 0x203C && c <= 0xFDFF)
                || c >= 0xFE10;
    }

    /** Each step looks at what the one before has left. */
    private static String withoutHidden(String text) {
        int[] points = text.codePoints().filter(point -> !isAlways(point)).toArray();
        int length = keep(points, points.length, HiddenCharacters::isFirstOfRun);
        length = keep(points, length, (before, c, after) -> !isSelector(c) || takesSelector(before));
        length = keep(points, length, (before, c, after) -> !isJoiner(c) || (before >= ARABIC && after >= ARABIC));
        return new String(points, 0, length);
    }

    private static boolean isFirstOfRun(int before, int c, int after) {
        return !(isMark(c) && isMark(before))
                && !(isJoiner(c) && isJoiner(before))
                && !(isSelector(c) && isSelector(before));
    }

    private interface Rule {
        /** @param before and {@code after}: its neighbours, -1 at the ends */
        boolean keeps(int before, int c, int after);
    }

    /** @return how many are left, at the beginning of the array */
    private static int keep(int[] points, int length, Rule rule) {
        int kept = 0;
        int before = -1;
        for (int i = 0; i < length; i++) {
            int c = points[i];
            int after = i + 1 < length ? points[i + 1] : -1;
            if (rule.keeps(before, c, after)) {
                points[kept++] = c;
            }
            before = c;
        }
        return kept;
    }
}
