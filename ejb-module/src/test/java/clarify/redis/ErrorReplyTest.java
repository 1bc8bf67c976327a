package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redis 6.2, 7 and 8, Valkey 8 and Sentinels say where somebody has to repair something. */
class ErrorReplyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "NOAUTH Authentication required. | set clarify.redis.password",
                "WRONGPASS invalid username-password pair or user is disabled. | look at clarify.redis.user",
                "NOPERM this user has no permissions to run the 'mget' command | rights that docs/redis.md lists",
                "ERR The user executing the script can't run this command or subcommand script: b71b, on @user_script:1."
                        + " | rights that docs/redis.md lists",
                "ERR ACL failure in script: User clarify has no permissions to run the 'get' command script: "
                        + "0123456789abcdef0123456789abcdef01234567, on @user_script:1. | rights that docs/redis.md lists",
                "ERR Error running script (call to f_1): @user_script:1: @user_script: 1: -NOPERM The user executing the"
                        + " script can't run this command or subcommand | rights that docs/redis.md lists",
                "MOVED 200 127.0.0.1:7001 | look at clarify.redis.mode",
                "CROSSSLOT Keys in request don't hash to the same slot | look at clarify.redis.mode",
                "ERR unknown command 'ECHO', with args beginning with: 'x' | look at clarify.redis.mode",
                "ERR unknown command `SENTINEL`, with args beginning with: `MASTER` | look at clarify.redis.mode",
                "ERR This instance has cluster support disabled | look at clarify.redis.mode"
            })
    void who_repairs_is_told_what_to_do(String said, String advice) {
        assertThat(ErrorReply.of(said).told()).contains(advice);
        assertThat(Repairable.told(ErrorReply.of(said).toReading())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OOM command not allowed",
                "ERR unknown command 'EVALSHA'",
                "LOADING Redis is loading",
                "ERR value is not an integer",
                "WRONGTYPE"
            })
    void other_errors_stay_as_they_are(String said) {
        assertThat(ErrorReply.of(said).told()).isEqualTo(said);
        assertThat(Repairable.told(ErrorReply.of(said).toReading())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOAUTH Authentication required. | clarify.redis.sentinel-user",
                "NOPERM this user has no permissions | clarify.redis.sentinel-user",
                "ERR No such master with that name | clarify.redis.sentinel-master",
                "ERR unknown command `SENTINEL` | clarify.redis.mode"
            })
    void sentinels_have_settings_of_their_own(String said, String advice) {
        assertThat(new RefusedReading(ErrorReply.of(said)).bySentinel())
                .hasMessageContaining(advice)
                .hasMessageStartingWith(said);
    }

    @Test
    void one_cause_has_one_text_in_and_outside_of_scripts() {
        String text = "NOREPLICAS Not enough good replicas to write.";

        assertThat(ErrorReply.of(text + " script: 0123456789abcdef0123456789abcdef01234567, on @user_script:3.")
                        .text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERR unknown command 'INFO' | clarify.redis.history to ignore",
                "NOPERM this user has no permissions to run the 'info' command | rights that docs/redis.md lists"
            })
    void why_there_is_no_history(String said, String advice) {
        assertThat(History.whyNotTold(ErrorReply.of(said))).startsWith(said).contains(advice);
    }

    @Test
    void a_redirection_is_what_a_cluster_is_for() {
        for (String host : List.of("127.0.0.1", "?")) {
            ErrorReply moved = ErrorReply.of("MOVED 200 " + host + ":7001");

            assertThat(new Redirected(moved, Redirection.of(moved).orElseThrow()))
                    .hasMessage(moved.text());
        }
    }
}
