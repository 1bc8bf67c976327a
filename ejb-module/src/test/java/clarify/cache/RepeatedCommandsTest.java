package clarify.cache;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.concurrent.ObservedVersion;
import clarify.kind.Kind;
import clarify.redis.History;
import clarify.redis.ScriptedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent once more when a connection breaks after Redis has got it, and perhaps done it; and what follows a read. */
class RepeatedCommandsTest {

    private static final String NOTHING_AND_A_VERSION = "*6\r\n$1\r\nv\r\n" + "$-1\r\n".repeat(5);
    private static final String NOTHING = "*6\r\n" + "$-1\r\n".repeat(6);

    private final ScriptedRedis server = new ScriptedRedis("");
    private final CacheFixture fixture = new CacheFixture(Map.of(
            "clarify.redis.uri", server.uri(),
            "clarify.redis.connect-timeout", "PT20S",
            "clarify.redis.read-timeout", "PT20S"));
    private final List<List<String>> invalidations = new CopyOnWriteArrayList<>();
    private final Set<String> hungUp = new HashSet<>();
    private final UUID userId = UUID.randomUUID();

    @AfterEach
    void close() {
        fixture.close();
        server.close();
    }

    private void answer(Function<List<String>, String> answers) {
        server.script(command -> ScriptedRedis.isEcho(command) ? ScriptedRedis.echo(command) : answers.apply(command));
    }

    private String hangUpOnce(List<String> command, String answer) {
        if (hungUp.add(command.get(0))) {
            throw new UncheckedIOException(new IOException("hung up"));
        }
        return answer;
    }

    /** The first argument, after the keys. */
    private static String versionIn(List<String> invalidation) {
        int keys = Integer.parseInt(invalidation.get(2));
        return invalidation.get(3 + keys);
    }

    @Test
    void an_invalidation_that_is_sent_once_more_brings_no_version_of_before_back() {
        answer(command -> {
            if (command.get(0).equals("MGET")) {
                return NOTHING_AND_A_VERSION;
            }
            invalidations.add(command);
            return hangUpOnce(command, ":1\r\n");
        });
        fixture.lists.read(userId); // its connection is used again

        assertThat(fixture.lists.delete(userId, EnumSet.of(Kind.DREAMS))).isTrue();

        assertThat(invalidations).hasSize(2);
        assertThat(versionIn(invalidations.get(0))).isNotEqualTo(versionIn(invalidations.get(1)));
    }

    @Test
    void neither_does_one_of_many_persons() {
        answer(command -> {
            if (command.get(0).equals("MGET")) {
                return NOTHING_AND_A_VERSION;
            }
            invalidations.add(command);
            return invalidations.size() % 2 == 0 ? hangUpOnce(command, ":1\r\n") : ":1\r\n";
        });
        fixture.lists.read(userId);

        List<StaleLists> stale = Stream.of(userId, UUID.randomUUID())
                .map(user -> new StaleLists(UUID.randomUUID(), user, Set.of(Kind.USER)))
                .toList();
        assertThat(fixture.lists.invalidate(stale)).isTrue();

        assertThat(invalidations).hasSize(4);
        assertThat(invalidations.stream().map(RepeatedCommandsTest::versionIn)).doesNotHaveDuplicates();
    }

    /** Redis forgets its scripts when it starts again: what it was not able to run is run, once. */
    @Test
    void an_invalidation_whose_script_redis_has_forgotten_is_sent_in_full() {
        answer(command -> {
            invalidations.add(command);
            return command.get(0).equals("EVALSHA") ? "-NOSCRIPT No matching script\r\n" : ":1\r\n";
        });

        assertThat(fixture.lists.delete(userId, EnumSet.of(Kind.DREAMS))).isTrue();

        assertThat(invalidations.stream().map(command -> command.get(0))).containsExactly("EVALSHA", "EVAL");
    }

    /** Another reader has made the version in between, and stored a list: what the second read says counts. */
    @Test
    void the_version_and_the_lists_of_another_reader_who_was_faster_are_taken() {
        byte[] dreams = fixture.components
                .values()
                .sealList(
                        new CacheKeys("", false).ofContext(Kind.DREAMS, userId),
                        List.of("a dream"),
                        Duration.ofMinutes(5),
                        new History(ScriptedRedis.HISTORY))
                .orElseThrow()
                .bytes();
        String list = "$" + dreams.length + "\r\n" + new String(dreams, StandardCharsets.UTF_8) + "\r\n";
        String both = "*6\r\n$5\r\ntheir\r\n$-1\r\n" + list + "$-1\r\n".repeat(3);
        List<String> sent = new CopyOnWriteArrayList<>();
        answer(command -> {
            sent.add(command.get(0));
            if (command.get(0).equals("SET")) {
                return "$-1\r\n";
            }
            return sent.size() == 1 ? NOTHING : both;
        });

        CachedLists found = fixture.lists.read(userId);

        assertThat(sent).containsExactly("MGET", "SET", "MGET");
        assertThat(found.version(Kind.USER).map(ObservedVersion::version)).contains(ScriptedRedis.HISTORY + "/their");
        assertThat(found.list(Kind.DREAMS, String.class).map(CachedList::rows)).contains(List.of("a dream"));
        assertThat(found.list(Kind.USER, String.class)).isEmpty();
    }

    @Test
    void an_error_to_the_read_that_follows_a_new_version_is_the_cause_that_is_logged() {
        Set<String> asked = new HashSet<>();
        answer(command -> {
            if (command.get(0).equals("SET")) {
                return "+OK\r\n";
            }
            return asked.add(command.get(0)) ? NOTHING : "-NOPERM no permissions\r\n";
        });

        assertThat(fixture.lists.read(userId).isAnswered()).isFalse();

        assertThat(fixture.logged.list())
                .singleElement()
                .satisfies(record -> assertThat(record.getMessage()).contains(": NOPERM no permissions"));
    }
}
