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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-1",
                "+12",
                "0009",
                "9223372036854775807",
                "-9223372036854775808",
                "-922337203685477580"
            })
    void a_number_is_what_the_jdk_takes_for_one(String number) {
        assertThat(readAll(":" + number + "\r\n", 1)).isEqualTo(String.valueOf(Long.parseLong(number)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "--1",
                "+-1",
                "1-",
                "1a",
                " 1",
                "1 ",
                "1.0",
                "9223372036854775808",
                "-9223372036854775809",
                "9999999999999999999",
                "18446744073709551617",
                "00000000000000000001",
                "1\n"
            })
    void what_is_no_number_is_refused(String number) {
        assertThatThrownBy(() -> readAll(":" + number + "\r\n", 1)).isInstanceOf(UnexpectedReply.class);
    }
}
