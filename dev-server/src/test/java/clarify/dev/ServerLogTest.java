package clarify.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    private static final String HEAD = "[2026-11-29T01:33:30.036+0000] [] [\u001b[1;91mSEVERE\u001b[0m] [] "
            + "[\u001b[1;94m%s\u001b[0m] [tid: _ThreadID=1 _ThreadName=main] [timeMillis: 1] [levelValue: 1000] %s%n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private ServerLog log(String... lines) throws IOException {
        return new ServerLog(Files.writeString(directory.resolve("server.log"), String.join("", lines)));
    }

    private static String record(String logger, String message) {
        return HEAD.formatted(logger, message);
    }

    @Test
    void an_application_that_has_started_or_has_not_yet_is_no_failure() throws IOException {
        ServerLog log = log(record("clarify.startup.StartReport", "Redis cannot be used"));

        assertThat(log.tellsOfFailure()).isFalse();
        assertThat(log.complaints()).isEmpty();
        assertThat(log().tellsOfFailure()).isFalse();
    }

    @Test
    void one_that_has_failed_is_told_with_each_setting_in_words() throws IOException {
        ServerLog log = log(
                record("clarify.startup.AllSettings", "CLARIFY_REDIS_URL is no setting"),
                record("clarify.startup.AllSettings", "Setting clarify.jwt.roles must be pairs, but has '[x] y'."),
                record("javax.enterprise.system.core", "Exception while loading the app"));

        assertThat(log.tellsOfFailure()).isTrue();
        assertThat(log.complaints().lines())
                .containsExactly(
                        "",
                        "CLARIFY_REDIS_URL is no setting",
                        "Setting clarify.jwt.roles must be pairs, but has '[x] y'.");
    }
}
