package clarify.redis;

import java.util.Locale;

/** Whether a list counts only on the history that it was stored on. */
enum HistoryCheck {
    CHECK,
    IGNORE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
