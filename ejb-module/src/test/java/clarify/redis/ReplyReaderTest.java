package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.util.RedisInputStream;

class ReplyReaderTest {

    private static final ReplyLimits LIMITS = new ReplyLimits(20, 100, 10);

    private static Object readAll(String replies, int count) {
        RedisInputStream in = new RedisInputStream(new ByteArrayInputStream(replies.getBytes(US_ASCII)));
        ReplyReader reader = new ReplyReader(in, LIMITS);
        Object last = "";
        for (int i = 0; i < count; i++) {
            last = String.valueOf(reader.read(in.readByte()));
        }
        return last;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*2\r\n$-1\r\n*9223372036854775807\r\n",
                "*1\r\n*9223372036854775807\r\n",
                "*10\r\n*9223372036854775798\r\n"
            })
    void a_length_near_the_largest_number_is_too_much(String reply) {
        assertThatThrownBy(() -> readAll(reply, 1)).isInstanceOf(OversizedReply.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*-2\r\n", "$-2\r\n", "*-9223372036854775808\r\n", "$-9223372036854775808\r\n"})
    void a_negative_length_is_none(String reply) {
        assertThatThrownBy(() -> readAll(reply, 1)).isInstanceOf(UnexpectedReply.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "-"})
    void lines_count_as_strings_do(String type) {
        String line = type + "x".repeat(40) + "\r\n";

        assertThatThrownBy(() -> readAll("*3\r\n" + line.repeat(3), 1)).isInstanceOf(OversizedReply.class);
    }

    @Test
    void the_limits_are_those_of_all_replies_together() {
        for (String reply : List.of("$15\r\n" + "x".repeat(15) + "\r\n", "*2\r\n:1\r\n:2\r\n")) {
            assertThat(readAll(reply, 1)).isNotNull();
            assertThatThrownBy(() -> readAll(reply.repeat(7), 7)).isInstanceOf(OversizedReply.class);
        }
    }
}
