package clarify.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that break databases run on the datasources that operators get. */
class ShippedDatasourceTest {
    private static final Pattern DATASOURCE = Pattern.compile("^data-source add .*$", Pattern.MULTILINE);

    @Test
    void that_of_wildfly_in_the_tests_is_the_shipped_one_but_for_names_and_the_port() throws IOException {
        String shipped = datasource(ShippedExamples.text("wildfly-postgresql.cli"));

        assertThat(datasource(Files.readString(Path.of("servers", "wildfly", "datasource.cli"))))
                .isEqualTo(shipped.replace("${env.PGHOST}:${env.PGPORT}", "localhost:${test.postgres.port}")
                        .replace("${env.PGDATABASE}", "postgres")
                        .replace("${env.PGUSER}", "postgres")
                        .replace("${env.PGPASSWORD}", "postgres")
                        .replace(
                                "?socketTimeout=15&loginTimeout=3",
                                "${test.postgres.parameters:?socketTimeout=15&loginTimeout=3}"));
    }

    private static String datasource(String commands) {
        return DATASOURCE.matcher(commands).results().findFirst().orElseThrow().group();
    }

    @Test
    void connections_are_asked_before_they_are_given_out_and_every_wait_has_an_end() {
        assertThat(ShippedExamples.text("wildfly-postgresql.cli"))
                .contains("--validate-on-match=true", "{\"pingTimeOut\"=>\"1\"}", "socketTimeout=", "loginTimeout=");
        assertThat(ShippedExamples.text("payara-postgresql.asadmin"))
                .contains(
                        "--isconnectvalidatereq=true",
                        "--validationmethod=custom-validation",
                        "PostgresConnectionValidation",
                        "socketTimeout=",
                        "loginTimeout=");
    }
}
