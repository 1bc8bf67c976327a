package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisGreetingTest {

    private static RedisGreeting greet(RedisCalls calls) {
        return calls.redis.greet().orElseThrow();
    }

    @Test
    void a_redis_that_answers_has_a_name_and_a_version_and_is_told_without_its_password() {
        try (RedisFixture redis = new RedisFixture()) {
            try (Jedis client = redis.client()) {
                client.configSet("requirepass", "s3cret");
            }
            try (RedisCalls calls = new RedisCalls("redis://:s3cret@localhost:" + redis.port + "/2")) {
                assertThat(calls.redis.hasAnswered()).isFalse();

                RedisGreeting greeting = greet(calls);

                assertThat(greeting.failure()).isEmpty();
                assertThat(greeting.address()).isEqualTo("localhost:" + redis.port + "/2");
                assertThat(greeting.server()).startsWith("redis 6.");
                assertThat(calls.redis.hasAnswered()).isTrue();
                assertThat(calls.logged.list()).isEmpty();
            }
        }
    }

    @Test
    void a_wrong_password_and_a_database_that_there_is_not_are_what_it_has_answered() {
        try (RedisFixture redis = new RedisFixture();
                RedisCalls wrongUser = new RedisCalls("redis://ann:s3cret@localhost:" + redis.port);
                RedisCalls wrongDatabase = new RedisCalls(redis.uri() + "/99")) {
            assertThat(greet(wrongUser).failure().orElseThrow())
                    .contains("WRONGPASS")
                    .doesNotContain("s3cret");
            assertThat(greet(wrongDatabase).failure().orElseThrow()).contains("DB index is out of range");
            assertThat(wrongUser.redis.hasAnswered()).isFalse();
            assertThat(wrongUser.redis.circuit().consecutiveFailures()).isZero();
        }
    }

    @Test
    void one_without_the_password_that_is_required_is_told() {
        try (RedisFixture redis = new RedisFixture()) {
            try (Jedis client = redis.client()) {
                client.configSet("requirepass", "s3cret");
            }
            try (RedisCalls calls = new RedisCalls(redis.uri())) {
                assertThat(greet(calls).failure().orElseThrow()).contains("NOAUTH");
                assertThat(calls.redis.hasAnswered()).isFalse();
            }
        }
    }

    @Test
    void a_user_with_the_least_rights_may_ask() {
        try (RedisFixture redis = new RedisFixture()) {
            try (Jedis client = redis.client()) {
                client.aclSetUser("ann", "on", ">s3cret", "~*", "+mget", "+echo");
            }
            try (RedisCalls calls = new RedisCalls("redis://ann:s3cret@localhost:" + redis.port)) {
                assertThat(greet(calls).failure()).isEmpty();
                assertThat(greet(calls).server()).startsWith("redis 6.");
            }
        }
    }

    @Test
    void one_that_has_never_answered_is_asked_again_in_the_background() {
        int port = RedisFixture.freePort();
        try (RedisCalls calls = new RedisCalls("redis://127.0.0.1:" + port)) {
            assertThat(greet(calls).failure()).isPresent();

            try (ScriptedRedis late = new ScriptedRedis("*1\r\n$-1\r\n", InetAddress.getLoopbackAddress(), port)) {
                Awaitility.await().until(() -> {
                    calls.redis.tryAgainIfDue();
                    return calls.redis.hasAnswered();
                });
                assertThat(late.connections()).isPositive();
            }
        }
    }

    @Test
    void one_that_cannot_be_reached_is_told_with_the_reason() {
        try (RedisCalls calls = new RedisCalls("redis://127.0.0.1:" + RedisFixture.freePort())) {
            assertThat(greet(calls).failure().orElseThrow())
                    .contains("Cannot connect")
                    .contains("refused");
        }
    }

    @Test
    void one_that_did_not_answer_in_time_is_asked_once_more() {
        AtomicInteger asked = new AtomicInteger();
        try (ScriptedRedis slow = new ScriptedRedis("")) {
            slow.script(command -> {
                if (asked.incrementAndGet() <= 3) { // HELLO, MGET and ECHO
                    return "";
                }
                return ScriptedRedis.isEcho(command) ? ScriptedRedis.echo(command) : "*1\r\n$-1\r\n";
            });
            try (RedisCalls calls = new RedisCalls(slow.uri())) {
                assertThat(greet(calls).failure()).isEmpty();
                assertThat(slow.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void one_that_does_not_know_the_question_is_used_all_the_same() {
        try (ScriptedRedis old = new ScriptedRedis("*0\r\n")) {
            old.script(command -> switch (command.get(0)) {
                case "ECHO" -> ScriptedRedis.echo(command);
                case "HELLO" -> "-ERR unknown command `HELLO`\r\n";
                default -> "*1\r\n$-1\r\n";
            });
            try (RedisCalls calls = new RedisCalls(old.uri())) {
                assertThat(greet(calls).failure()).isEmpty();
                assertThat(greet(calls).server()).isEqualTo("unknown");
            }
        }
    }

    @Test
    void without_an_address_nobody_is_asked() {
        try (RedisCalls calls = new RedisCalls("")) {
            assertThat(calls.redis.greet()).isEmpty();
        }
    }
}
