package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerJarIT {
    @Test
    void its_page_leads_to_the_first_context() {
        FirstContext.isReachedBy(ServerPage.SERVER_JAR);
    }

    @Test
    void the_address_of_redis_and_what_tokens_need_is_enough_for_trying_out() {
        try (var operator = ServerPage.SERVER_JAR.operator()) {
            operator.fillInWithout("PG");

            String output = operator.run(ServerPage.SERVER_JAR.page().shellLines());

            FirstContext.assertPrinted(output);
            assertThat(operator.keysInRedis()).isPositive();
            assertThat(operator.tables()).isZero();
        }
    }

    @Test
    void half_a_database_is_refused_with_what_is_missing() {
        try (var operator = ServerPage.SERVER_JAR.operator()) {
            String output = operator.run("PGHOST=localhost PGUSER=me java -jar clarify-server.jar || echo refused: $?");

            assertThat(output).contains("PGHOST is set, but not PGPORT, PGDATABASE, PGPASSWORD.", "refused: 2");
        }
    }

    @Test
    void a_port_that_is_taken_ends_it_with_an_exit_code_and_a_sentence() throws IOException {
        try (var operator = ServerPage.SERVER_JAR.operator();
                var taken = new ServerSocket(0)) {
            String output = operator.run(
                    "java -jar clarify-server.jar --port " + taken.getLocalPort() + " || echo refused: $?");

            assertThat(output).contains("The server did not start", "Address already in use", "refused: 1");
        }
    }

    @Test
    void a_wrong_setting_ends_it_with_an_exit_code_and_a_sentence() {
        try (var operator = ServerPage.SERVER_JAR.operator()) {
            operator.fillInWithout("PG");

            String output = operator.run(
                    "set -a; . ./clarify.env; set +a\n"
                            + "CLARIFY_REDIS_URI=localhost:6379 java -jar clarify-server.jar --port $HTTP_PORT || echo refused: $?");

            assertThat(output).contains("clarify.redis.uri", "The application did not start", "refused: 1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "${CLARIFY_REDIS_URI/change-me/wrong}, WRONGPASS",
        "redis://${CLARIFY_REDIS_URI#*@}/99, DB index is out of range"
    })
    void a_redis_that_cannot_be_used_is_told_once_and_is_degraded_before_any_other_request(String uri, String answer) {
        try (var operator = ServerPage.SERVER_JAR.operator()) {
            operator.fillInWithout("PG");

            operator.run(settingsAndKey() + """
                    CLARIFY_REDIS_URI=%s java -jar clarify-server.jar --port $HTTP_PORT > server.log 2>&1 &
                    until curl -sS -f -o ready.json http://localhost:$HTTP_PORT/health/ready; do sleep 0.2; done
                    kill $!
                    wait $! || true
                    """.formatted(uri));

            assertThat(operator.file("ready.json")).containsPattern("\"redis\" *: *\"degraded\"");
            assertThat(operator.file("server.log").lines())
                    .filteredOn(line -> line.contains("cannot be used"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("Redis at localhost:", answer);
        }
    }

    @Test
    void a_database_that_does_not_exist_is_named_in_one_line_and_waited_for() {
        try (var operator = ServerPage.SERVER_JAR.operator()) {
            operator.fillIn();

            String output = operator.run(settingsAndKey() + """
                    PGDATABASE=missing java -jar clarify-server.jar --port $HTTP_PORT > server.log 2>&1 &
                    until grep 'waits for it: .*database "missing" does not exist' server.log; do sleep 0.2; done
                    until curl -sS -f http://localhost:$HTTP_PORT/health/live; do sleep 0.2; done
                    curl -sS http://localhost:$HTTP_PORT/health/ready
                    """);

            assertThat(output).contains("waits for it: org.postgresql.util.PSQLException: FATAL: ", "\"DOWN\"");
        }
    }

    /** The first two blocks of the page. */
    private static String settingsAndKey() {
        return String.join("", ServerPage.SERVER_JAR.page().shellBlocks().subList(0, 2));
    }
}
