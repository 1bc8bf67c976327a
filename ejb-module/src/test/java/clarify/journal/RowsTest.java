package clarify.journal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows also come back from a cache that anyone may have written to. */
@SuppressWarnings("NullAway") // nulls on purpose: JSON knows no @NonNull
class RowsTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void a_user_needs_a_tier_and_counts_that_are_not_negative() {
        assertThatNoException().isThrownBy(() -> new UserRow(null, Tier.FREE, 0, Integer.MAX_VALUE));
        refused(() -> new UserRow("name", null, 0, 0));
        refused(() -> new UserRow("name", Tier.FREE, -1, 0));
        refused(() -> new UserRow("name", Tier.FREE, 0, -1));
    }

    @Test
    void a_dream_may_lack_description_and_category_only() {
        assertThatNoException().isThrownBy(() -> new DreamRow(ID, "title", null, DreamStatus.ACTIVE, null));
        refused(() -> new DreamRow(null, "title", null, DreamStatus.ACTIVE, null));
        refused(() -> new DreamRow(ID, null, null, DreamStatus.ACTIVE, null));
        refused(() -> new DreamRow(ID, "title", null, null, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 11})
    void a_pattern_of_impossible_strength_is_refused(int strength) {
        refused(() -> new PatternRow(ID, PatternType.TENSION, "content", strength));
    }

    @Test
    void a_pattern_lacks_nothing() {
        assertThatNoException().isThrownBy(() -> new PatternRow(ID, PatternType.TENSION, "content", 10));
        refused(() -> new PatternRow(null, PatternType.TENSION, "content", 1));
        refused(() -> new PatternRow(ID, null, "content", 1));
        refused(() -> new PatternRow(ID, PatternType.TENSION, null, 1));
    }

    @Test
    void a_session_lacks_nothing_and_has_no_negative_count() {
        assertThatNoException().isThrownBy(() -> new SessionRow(ID, "title", NOW, 0));
        refused(() -> new SessionRow(null, "title", NOW, 0));
        refused(() -> new SessionRow(ID, null, NOW, 0));
        refused(() -> new SessionRow(ID, "title", null, 0));
        refused(() -> new SessionRow(ID, "title", NOW, -1));
    }

    @Test
    void a_reflection_lacks_nothing() {
        assertThatNoException().isThrownBy(() -> new ReflectionRow(ID, Tone.FUSION, NOW));
        refused(() -> new ReflectionRow(null, Tone.FUSION, NOW));
        refused(() -> new ReflectionRow(ID, null, NOW));
        refused(() -> new ReflectionRow(ID, Tone.FUSION, null));
    }

    private static void refused(ThrowingCallable row) {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(row);
    }
}
