package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final String ID = "i".repeat(43);
    private static final String FINGERPRINT = "f".repeat(43);

    private final UUID first = UUID.randomUUID();
    private final IdempotencyKeyRow row =
            new IdempotencyKeyRow(UUID.randomUUID(), new IdempotencyKey(ID, FINGERPRINT), first, Instant.EPOCH);

    @Test
    void the_same_request_has_the_rows_of_the_first() {
        assertThat(row.rowsOf(new IdempotencyKey(ID, FINGERPRINT))).isEqualTo(new RowIds(first, true));
    }

    @Test
    void another_request_has_none() {
        assertThatThrownBy(() -> row.rowsOf(new IdempotencyKey(ID, "g".repeat(43))))
                .isInstanceOf(IdempotencyKeyReused.class);
    }

    @Test
    void nothing_but_a_hash_is_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey("k", FINGERPRINT));
        assertThatIllegalArgumentException().isThrownBy(() -> new IdempotencyKey(ID, "A boat"));
    }
}
