package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UniqueViolationTest {

    @Test
    void the_email_constraint_of_postgresql_means_that_the_address_is_taken() {
        assertThat(UniqueViolation.translate(failure(
                        "23505", "ERROR: duplicate key value violates unique constraint \"users_email_unique\"")))
                .isInstanceOf(EmailTaken.class);
    }

    @Test
    void the_email_constraint_of_h2_means_that_the_address_is_taken() {
        assertThat(UniqueViolation.translate(failure(
                        "23505",
                        "Unique index or primary key violation: \"PUBLIC.USERS_EMAIL_UNIQUE_INDEX_4 ON"
                                + " PUBLIC.USERS(EMAIL NULLS FIRST)\"")))
                .isInstanceOf(EmailTaken.class);
    }

    @Test
    void the_primary_key_means_that_another_request_was_faster() {
        assertThat(UniqueViolation.translate(failure("23505", "violates unique constraint \"users_pkey\"")))
                .isInstanceOf(ConcurrentProfileCreation.class);
    }

    @Test
    void any_other_failure_stays_what_it_is() {
        PersistenceException failure = failure("08006", "connection lost: users_email_unique");

        assertThat(UniqueViolation.translate(failure)).isSameAs(failure);
    }

    @Test
    void what_was_in_the_row_is_not_told() {
        RuntimeException explained =
                UniqueViolation.translate(failure("23505", "users_email_unique (mira@example.org) already exists"));

        assertThat(explained).hasMessage("the e-mail address is taken").hasNoCause();
    }

    private static PersistenceException failure(String sqlState, String message) {
        return new PersistenceException(new RuntimeException(new SQLException(message, sqlState)));
    }
}
