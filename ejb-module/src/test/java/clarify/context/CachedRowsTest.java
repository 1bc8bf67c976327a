package clarify.context;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.cache.CacheNode;
import clarify.cache.CachedList;
import clarify.cache.FixedBypass;
import clarify.journal.Category;
import clarify.journal.DreamRow;
import clarify.journal.DreamStatus;
import clarify.journal.PatternRow;
import clarify.journal.PatternType;
import clarify.journal.ReflectionRow;
import clarify.journal.SessionRow;
import clarify.journal.Tier;
import clarify.journal.Tone;
import clarify.journal.UserRow;
import clarify.kind.Kind;
import clarify.redis.RedisFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rows of the five lists come back from Redis as they were stored: with them, that is not checked at each store. */
class CachedRowsTest {

    private static final UUID ID = UUID.fromString("ffffffff-ffff-4fff-bfff-ffffffffffff");
    private static final String TEXT = "\u05d7\u05dc\u05d5\u05dd \ud83d\ude00 \"x\" \\ \n\u2028";
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456Z");

    private static final Map<Kind, List<? extends Record>> ROWS = Map.of(
            Kind.USER,
                    Stream.concat(
                                    Stream.of(new UserRow(null, Tier.FREE, 0, 0)),
                                    Arrays.stream(Tier.values())
                                            .map(tier -> new UserRow(TEXT, tier, Integer.MAX_VALUE, 7)))
                            .toList(),
            Kind.DREAMS,
                    Stream.concat(
                                    Stream.of(new DreamRow(ID, TEXT, null, DreamStatus.ACTIVE, null)),
                                    Arrays.stream(Category.values())
                                            .map(category ->
                                                    new DreamRow(ID, TEXT, TEXT, DreamStatus.ACTIVE, category)))
                            .toList(),
            Kind.PATTERNS,
                    Arrays.stream(PatternType.values())
                            .map(type -> new PatternRow(ID, type, TEXT, 10))
                            .toList(),
            Kind.SESSIONS, List.of(new SessionRow(ID, TEXT, TIME, 0), new SessionRow(ID, "", Instant.EPOCH, 1)),
            Kind.REFLECTIONS,
                    Arrays.stream(Tone.values())
                            .map(tone -> new ReflectionRow(ID, tone, TIME))
                            .toList());

    private static final Map<Kind, Class<? extends Record>> TYPES = Map.of(
            Kind.USER, UserRow.class,
            Kind.DREAMS, DreamRow.class,
            Kind.PATTERNS, PatternRow.class,
            Kind.SESSIONS, SessionRow.class,
            Kind.REFLECTIONS, ReflectionRow.class);

    @Test
    void the_rows_of_every_list_come_back_as_they_were_stored() {
        UUID userId = UUID.randomUUID();
        try (RedisFixture redis = new RedisFixture();
                CacheNode node = new CacheNode(redis.uri(), new FixedBypass(), keys -> {}, new SimpleMeterRegistry())) {
            node.lists.store(node.lists.read(userId), ROWS, () -> {});
            node.letStoresGo();

            var back = node.lists.read(userId);

            assertThat(TYPES).containsOnlyKeys(Kind.values());
            TYPES.forEach((kind, type) -> assertThat(back.list(kind, type).map(CachedList::rows))
                    .hasValueSatisfying(
                            rows -> assertThat(List.<Object>copyOf(rows)).isEqualTo(ROWS.get(kind))));
        }
    }
}
