package clarify.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * Fills tables with many people who have two rows of each kind each, and three who have 5, 500 and 50,000 rows. Rows of all
 * people lie among each other, as they do when people write over months. Statistics are up to date afterwards.
 */
public final class ManyPeople {
    /** Of each kind, for each of these people: {@link #withRows}. */
    public static final List<Integer> ROWS = List.of(5, 500, 50_000);

    /** Of each kind, for everybody else. */
    private static final int FEW = 2;

    private final Postgres postgres;
    private final String schema;

    /** @param schema has the tables of the product */
    public ManyPeople(Postgres postgres, String schema) {
        this.postgres = postgres;
        this.schema = schema;
    }

    /** The id of a person with so many rows of each kind, and of one of the sessions, which has as many messages. */
    public static UUID withRows(int rows) {
        return id("rows " + rows);
    }

    /** The id of one of the others. */
    public static UUID other(int number) {
        return id(String.valueOf(number));
    }

    /** As {@code md5(text)::uuid} in PostgreSQL. */
    private static UUID id(String text) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII)));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds the people with many rows, and others from number 0 on. */
    public void add(int others) {
        for (int rows : ROWS) {
            add("select md5('rows %d')::uuid as person".formatted(rows), rows);
        }
        addOthers(0, others);
    }

    /** Adds others with the numbers from {@code first} until below {@code end}. */
    public void addOthers(int first, int end) {
        add(
                "select md5(number::text)::uuid as person from generate_series(%d, %d) number"
                        .formatted(first, end - 1),
                FEW);
        execute(
                "analyze users, dreams, clarify_sessions, clarify_messages, clarify_patterns, reflections, idempotency_keys");
    }

    private void add(String people, int rows) {
        String from =
                " from (" + people + ") people cross join generate_series(1, " + rows + ") number order by number";
        String times = "now() - number * interval '1 minute', now() - number * interval '1 minute'";
        execute("insert into users (id, email, name) select person, person || '@example.org', 'Maya Cohen' from ("
                + people + ") people");
        execute("insert into dreams (id, user_id, title, description, status, created_at, updated_at)"
                + " select gen_random_uuid(), person, 'A garden ' || number, repeat('with old trees ', 10),"
                + " case when number % 10 = 3 then 'released' when number % 5 = 4 then 'achieved' else 'active' end, "
                + times + from);
        execute("insert into clarify_sessions"
                + " (id, user_id, title, status, message_count, last_message_at, created_at, updated_at)"
                + " select case when number = 1 then person else gen_random_uuid() end, person, 'About ' || number,"
                + " case when number % 5 = 4 then 'archived' else 'active' end, case when number = 1 then "
                + rows + " else 0 end, now() - number * interval '1 minute', " + times + from);
        execute("insert into clarify_messages (id, session_id, role, content, created_at)"
                + " select gen_random_uuid(), person, 'user', repeat('I saw it again ', 10),"
                + " now() - number * interval '1 minute'" + from);
        execute("insert into clarify_patterns"
                + " (id, user_id, pattern_type, content, strength, extracted_at, created_at, updated_at)"
                + " select gen_random_uuid(), person, 'tension', 'water ' || number, 1 + number % 10,"
                + " now() - number * interval '1 minute', " + times + from);
        execute("insert into reflections"
                + " (id, user_id, dream, plan, relationship, offering, created_at, updated_at)"
                + " select gen_random_uuid(), person, repeat('I was flying ', 10), 'Rest', 'My sister', 'Patience', "
                + times + from);
        if (rows > FEW) {
            execute("insert into idempotency_keys (id, user_id, fingerprint, row_id, created_at)"
                    + " select md5(person::text || number), person, 'f', gen_random_uuid(),"
                    + " now() - number * interval '1 second'" + from);
        }
    }

    private void execute(String sql) {
        postgres.execute("set search_path = " + schema + "; " + sql);
    }
}
