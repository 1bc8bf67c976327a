package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class CallOutcomeTest {

    @Test
    void an_error_reply_and_a_reply_of_the_wrong_shape_are_replies() {
        assertThat(CallOutcome.of(new JedisDataException("OOM"))).isEqualTo(CallOutcome.REPLY);
        assertThat(CallOutcome.of(new ClassCastException())).isEqualTo(CallOutcome.REPLY);
        assertThat(CallOutcome.of(new NoSuchElementException())).isEqualTo(CallOutcome.REPLY);
    }

    @Test
    void a_lost_connection_a_time_out_and_a_full_pool_are_told_apart() {
        assertThat(CallOutcome.of(new JedisConnectionException("refused"))).isEqualTo(CallOutcome.CONNECTION);
        assertThat(CallOutcome.of(new JedisConnectionException(new SocketTimeoutException())))
                .isEqualTo(CallOutcome.TIMEOUT);
        assertThat(CallOutcome.of(new PoolExhausted())).isEqualTo(CallOutcome.POOL);
    }
}
