package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.OnServer;
import clarify.testkit.RedisTrouble;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@OnServer(RedisTrouble.class)
class StartRecordServerIT {
    private final TestEnvironment environment;

    StartRecordServerIT(TestEnvironment environment) {
        this.environment = environment;
    }

    @Test
    void a_record_tells_what_has_started_with_what_and_redis_is_ok_as_it_has_answered() {
        String record = Awaitility.await("the record of the start").until(this::lastRecord, text -> !text.isEmpty());

        assertThat(record)
                .containsPattern(" node=\\S+ ")
                .containsPattern("version=[0-9.]+(-SNAPSHOT)? commit=")
                .containsPattern("server=\"[^\"]*(Payara|WildFly)[^\"]*\"")
                .contains("database=\"PostgreSQL 1")
                .contains("redis=localhost:")
                .contains("redisServer=\"redis ")
                .contains("redisAnswer=ok")
                .contains("issuer=")
                .contains("tokenEstimator=clarify.context.LengthTokenEstimator")
                .doesNotContain("null");
        Awaitility.await("an answer of Redis")
                .until(() -> environment.health("ready").ready("redis"), "ok"::equals);
    }

    /** Servers begin other files now and then. */
    private String lastRecord() throws IOException {
        Path log = environment.log();
        String name = log.getFileName().toString();
        try (Stream<Path> files = Files.list(log.toAbsolutePath().getParent())) {
            List<Path> all = files.filter(file -> file.getFileName().toString().startsWith(name))
                    .toList();
            String last = "";
            for (Path file : all) {
                last = Files.readAllLines(file).stream()
                        .filter(line -> line.contains("operation=clarify.start "))
                        .reduce(last, (before, line) -> line);
            }
            return last;
        }
    }
}
