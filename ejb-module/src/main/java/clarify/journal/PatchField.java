package clarify.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One field of a PATCH request: absent leaves the column unchanged, set replaces it, possibly by null.
 *
 * @param isSet whether the field was in the request at all
 * @param value the new value; null when absent or cleared
 */
public record PatchField<T>(boolean isSet, @Nullable T value) {

    public PatchField {
        if (!isSet && value != null) {
            throw new IllegalArgumentException("an absent field has no value");
        }
    }

    public static <T> PatchField<T> absent() {
        return new PatchField<>(false, null);
    }

    public static <T> PatchField<T> of(@Nullable T value) {
        return new PatchField<>(true, value);
    }

    /** The value of a column that may be null, after this change. */
    @Nullable
    T orKeep(@Nullable T current) {
        return isSet ? value : current;
    }

    /**
     * The value of a column that must not be null, after this change.
     *
     * @throws NullPointerException if this change clears it; the caller must refuse that
     */
    T orKeepRequired(T current) {
        return isSet ? Objects.requireNonNull(value, "a required column cannot be cleared") : current;
    }
}
