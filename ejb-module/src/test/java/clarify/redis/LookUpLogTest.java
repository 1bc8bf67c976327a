package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.logging.LoggedRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

class LookUpLogTest {

    @AutoClose
    private final LoggedRecords logged = new LoggedRecords("clarify.redis");

    private final AtomicLong nanos = new AtomicLong();

    private final LookUpLog log = new LookUpLog("Nobody tells", new TroubleLog("Somebody tells again.", nanos::get));

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
        minutePasses();
        failWithout("cluster|slots");

        assertThat(logged.count("Nobody tells: NOPERM")).isEqualTo(3);
        assertThat(logged.count("cluster|info")).isEqualTo(1);
        assertThat(logged.count("Somebody tells again.")).isEqualTo(1);
    }

    private void minutePasses() {
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void what_comes_and_goes_is_told_once_a_minute_and_at_last_that_it_is_there() {
        for (int i = 0; i < 10; i++) {
            failWithout("cluster|slots");
            log.succeeded();
        }
        failWithout("cluster|slots");
        assertThat(logged.count("Nobody tells: NOPERM")).isEqualTo(1);
        assertThat(logged.count("Somebody tells again.")).isEqualTo(1);

        minutePasses();
        failWithout("cluster|slots");
        failWithout("cluster|slots");
        assertThat(logged.count("Nobody tells: NOPERM")).isEqualTo(2);
        log.succeeded();
        assertThat(logged.count("Somebody tells again.")).isEqualTo(2);
    }

    @Test
    void the_same_trouble_with_another_node_is_no_other_trouble() {
        log.failed(List.of(new JedisConnectionException("Cannot connect to Redis at one")));
        log.failed(List.of(new JedisConnectionException("Cannot connect to Redis at another")));

        assertThat(logged.list()).hasSize(1);
    }
}
