package clarify.text;

/** Cleans and shortens what people wrote, as the section "The context text" of the contract says. */
public final class Texts {

    private static final int LOOK_BACK = 20;

    private Texts() {}

    /**
     * Takes out what nobody sees ({@link HiddenCharacters}), replaces each run of characters that could start a line or
     * reorder it by one space, folds runs of spaces, and trims spaces at both ends.
     *
     * @return the cleaned text, possibly empty; the same object where nothing is to be done
     */
    public static String clean(String text) {
        if (isPlain(text)) {
            return text;
        }
        String visible = HiddenCharacters.removedFrom(text);
        return isFolded(visible) ? visible : folded(visible);
    }

    /** Whether it is in printable ASCII, and nothing is to be folded or trimmed: what most texts are, found out in one pass. */
    private static boolean isPlain(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (space && c == ' ')) {
                return false;
            }
            space = c == ' ';
        }
        return !space || text.isEmpty();
    }

    /** Whether nothing is to be replaced, folded or trimmed. */
    private static boolean isFolded(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if ((space && c == ' ') || isUnsafe(c)) {
                return false;
            }
            space = c == ' ';
            i += Character.charCount(c);
        }
        return !space || text.isEmpty();
    }

    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' || isUnsafe(c)) {
                space = true;
                continue;
            }
            if (space && !folded.isEmpty()) {
                folded.append(' ');
            }
            space = false;
            folded.appendCodePoint(c);
        }
        return folded.toString();
    }

    /**
     * Cleans the text and cuts it to {@code limit} UTF-16 units and {@code ...}, preferably at a space, never inside a
     * surrogate pair.
     *
     * @param limit UTF-16 units, without the dots
     */
    public static String shorten(String text, int limit) {
        String cleaned = clean(text);
        if (cleaned.length() <= limit) {
            return cleaned;
        }
        boolean splitsPair = Character.isHighSurrogate(cleaned.charAt(limit - 1));
        String cut = cleaned.substring(0, splitsPair ? limit - 1 : limit);
        int lastSpace = cut.lastIndexOf(' ');
        if (cleaned.charAt(cut.length()) != ' ' && lastSpace >= limit - LOOK_BACK) {
            cut = cut.substring(0, lastSpace);
        }
        return withoutTrailingSpace(cut) + "...";
    }

    /** {@code clean} leaves no two spaces in a row, so there is at most one; other white space stays. */
    private static String withoutTrailingSpace(String cut) {
        return cut.endsWith(" ") ? cut.substring(0, cut.length() - 1) : cut;
    }

    /** Whether the text holds half of a surrogate pair, which no database and no UTF-8 can keep. */
    public static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(Texts::isSurrogate);
    }

    private static boolean isUnsafe(int c) {
        return c <= 0x1F
                || (c >= 0x7F && c <= 0x9F)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || isSurrogate(c)
                || (c >= 0xE0000 && c <= 0xE007F);
    }

    /** A code point in the surrogate range is one that has no partner. */
    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
