package clarify.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @Test
    void is_postgresql_when_everything_is_given() {
        assertThat(Database.of(
                        Map.of("PGHOST", "db", "PGPORT", "5432", "PGDATABASE", "d", "PGUSER", "u", "PGPASSWORD", "p")))
                .isEqualTo(Database.POSTGRESQL);
    }

    @Test
    void is_h2_without_a_host() {
        assertThat(Database.of(Map.of("PGPORT", "5432"))).isEqualTo(Database.H2);
        assertThat(Database.of(Map.of("PGHOST", " "))).isEqualTo(Database.H2);
    }

    @Test
    void half_of_postgresql_is_refused_with_what_is_missing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Database.of(Map.of("PGHOST", "db", "PGUSER", "u", "PGPORT", "")))
                .withMessage("PGHOST is set, but not PGPORT, PGDATABASE, PGPASSWORD.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "5432 ", "99999999999", "65536"})
    void a_port_that_is_none_is_refused(String port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Database.of(
                        Map.of("PGHOST", "db", "PGPORT", port, "PGDATABASE", "d", "PGUSER", "u", "PGPASSWORD", "p")))
                .withMessage("PGPORT is not a port: " + port);
    }
}
