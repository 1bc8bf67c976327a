package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RedactedExceptionTest {

    @Test
    void tells_classes_places_and_states_and_no_message() {
        var cause = new SQLException("insert into dreams values ('secret')", "23505");
        var printed = new StringWriter();

        new RedactedException(new IllegalStateException("also secret", cause))
                .printStackTrace(new PrintWriter(printed));

        assertThat(printed.toString())
                .contains("java.lang.IllegalStateException", "java.sql.SQLException, SQLSTATE 23505")
                .contains("at " + RedactedExceptionTest.class.getName())
                .doesNotContain("secret");
    }
}
