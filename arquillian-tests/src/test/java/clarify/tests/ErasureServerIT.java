package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nothing names a person who has deleted everything: no row of any table, and no key of Redis. */
@OnServer(Standard.class)
class ErasureServerIT {
    private final TestEnvironment environment;
    private final Postgres postgres;
    private final Redis redis;
    private final Journal journal;

    ErasureServerIT(TestEnvironment environment) {
        this.environment = environment;
        postgres = environment.postgres();
        redis = environment.redis();
        journal = Journal.rich(environment.clarify());
    }

    @Test
    void nothing_is_left() {
        journal.caller().post("/dreams", Map.of("title", "A boat"), "k").expect(201);
        journal.warm();
        assertThat(keys()).hasSize(6);
        assertThat(tablesWith(journal.userId())).hasSizeGreaterThan(3).contains("idempotency_keys");
        assertThat(tablesWith(UUID.fromString(journal.session()))).contains("clarify_messages");

        journal.caller().delete("/users/me").expect(204);

        assertThat(keys()).isEmpty();
        postgres.awaitEmptyOutbox();
        assertThat(tablesWith(journal.userId())).isEmpty();
        assertThat(tablesWith(UUID.fromString(journal.session()))).isEmpty();
    }

    @Test
    void without_redis_one_row_of_the_outbox_is_left_until_redis_has_nothing_either() {
        journal.warm();
        redis.freeze();
        Journal.dream(journal.caller(), "A house");
        Journal.session(journal.caller(), "About the house");

        journal.caller().delete("/users/me").expect(204);

        assertThat(tablesWith(journal.userId())).containsExactly("invalidations");
        assertThat(postgres.count("select count(*) from invalidations where user_id = ?", journal.userId()))
                .isOne();
        redis.thaw();
        postgres.awaitEmptyOutbox();
        assertThat(keys()).isEmpty();
        Awaitility.await("Redis is used again")
                .until(() -> environment.clarify().cache().state().equals("closed"));
    }

    /** As PostgreSQL prints bytes. */
    private static String inHex(UUID id) {
        return HexFormat.of().formatHex(id.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private Set<String> keys() {
        return redis.ask(jedis -> jedis.keys("*" + journal.userId() + "*"));
    }

    /** The tables with a row that has the id anywhere. */
    private List<String> tablesWith(UUID id) {
        try (var connection = environment.database().getConnection();
                var tables = connection.createStatement();
                ResultSet names = tables.executeQuery(
                        "select table_name from information_schema.tables where table_schema = 'public'"
                                + " and table_type = 'BASE TABLE' order by table_name")) {
            List<String> found = new ArrayList<>();
            while (names.next()) {
                String table = names.getString(1);
                String like = "select count(*) from " + table + " t where t::text like ? or t::text like ?";
                if (postgres.count(like, "%" + id + "%", "%" + inHex(id) + "%") > 0) {
                    found.add(table);
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
