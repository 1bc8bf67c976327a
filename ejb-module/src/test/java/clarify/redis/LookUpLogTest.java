package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.LoggedRecords;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

class LookUpLogTest {

    @AutoClose
    private final LoggedRecords logged = new LoggedRecords("clarify.redis");

    private final LookUpLog log = new LookUpLog("Nobody tells", "Somebody tells again.");

    private void failWithout(String right) {
        log.failed(List.of(ErrorReply.of("NOPERM this user has no permissions to run the '" + right + "' command")
                .toReading()));
    }

    @Test
    void each_missing_right_is_told_once_until_the_end_is() {
        failWithout("cluster|slots");
        failWithout("cluster|slots");
        failWithout("cluster|info");
        failWithout("cluster|slots");
        log.succeeded();
        log.succeeded();
        failWithout("cluster|slots");

        assertThat(logged.count("Nobody tells: NOPERM")).isEqualTo(3);
        assertThat(logged.count("cluster|info")).isEqualTo(1);
        assertThat(logged.count("Somebody tells again.")).isEqualTo(1);
    }

    @Test
    void the_same_trouble_with_another_node_is_no_other_trouble() {
        log.failed(List.of(new JedisConnectionException("Cannot connect to Redis at one")));
        log.failed(List.of(new JedisConnectionException("Cannot connect to Redis at another")));

        assertThat(logged.list()).hasSize(1);
    }
}
