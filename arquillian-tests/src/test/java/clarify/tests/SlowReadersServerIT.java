package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.RawConnection;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that do not read large answers hold few threads, and others are answered at once. */
@OnServer(Standard.class)
class SlowReadersServerIT {
    /** More than any server has threads for requests. */
    private static final int MANY = 250;

    /** For the beginning of an answer of megabytes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Postgres postgres;
    private final List<RawConnection> connections = new ArrayList<>();

    SlowReadersServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        postgres = environment.postgres();
    }

    @AfterEach
    void disconnect() {
        connections.forEach(RawConnection::close);
    }

    @Test
    void answers_that_nobody_reads_hold_few_threads() {
        Journal journal = Journal.rich(clarify);
        String text = journal.warm().text();
        List<String> readers = Stream.generate(this::withFourMegabytes).limit(8).toList();

        for (int i = 0; i < MANY; i++) {
            assertThat(ask(readers.get(i % readers.size())).begin(PATIENCE)).matches("HTTP/1.1 (?:200|503) .*");
        }

        assertThat(journal.caller().getText("/context").expectAtOnce(200).body())
                .contains(text);
        assertThat(journal.caller().get("/dreams").expectAtOnce(200).body()).contains("A garden");
        clarify.anonymous().get("/context").expectAtOnce(401);
        assertThat(environment.health("live").up()).isTrue();
        assertThat(environment.health("ready").up()).isTrue();
    }

    /** The token of a person with a hundred reflections as long as they may be. */
    private String withFourMegabytes() {
        Clarify.Person person = clarify.newcomer();
        postgres.execute(
                "insert into reflections (id, user_id, dream, plan, relationship, offering)"
                        + " select gen_random_uuid(), ?, repeat('海', 3200), repeat('海', 4000), repeat('海', 4000),"
                        + " repeat('海', 2400) from generate_series(1, 100)",
                person.id());
        return environment.tokens().of(person.id().toString(), "user");
    }

    private RawConnection ask(String token) {
        RawConnection connection = environment.connectWithLittleRoom();
        connections.add(connection);
        return connection.send("GET /clarify/api/reflections?limit=100 HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n");
    }
}
