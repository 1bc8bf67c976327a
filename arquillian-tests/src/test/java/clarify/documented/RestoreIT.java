package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import clarify.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rehearses the page about backups with {@code clarify-server.jar} and an installed PostgreSQL, such as Debian's: the one of
 * the other tests has no {@code pg_dump}.
 */
class RestoreIT {
    private static final String BEFORE = "Before the backup";
    private static final String AFTER = "After the backup";

    private final Page jar = new Page("deploy-server-jar.md");
    private final List<String> start = jar.shellBlocks();
    private final List<String> page = new Page("upgrade.md").shellBlocks();
    private final String deletedAgain = new Page("privacy.md").shellLines();

    @Test
    void after_a_restore_and_a_purge_contexts_are_those_of_the_backup_and_who_was_deleted_is_not_back() {
        UUID noa = UUID.randomUUID();
        Optional<Path> programs = postgresPrograms();
        assumeThat(programs).as("an installed PostgreSQL").isPresent();
        assertThat(page).as("backup, restore and purge").hasSize(3);
        try (var operator = new Operator("clarify-server.jar")) {
            operator.fillIn();

            operator.run(String.join(
                    "\n",
                    start.get(0),
                    postgres(programs.orElseThrow()),
                    start.get(1),
                    start.get(2),
                    person(noa),
                    person(UUID.randomUUID()),
                    dream(BEFORE),
                    "BACKUP_TIME=$(date -u +%FT%TZ)",
                    page.get(0),
                    dream(AFTER),
                    deletion(noa),
                    "context_from_redis > newer.txt",
                    "if psql -d template1 -c \"alter database $PGDATABASE rename to taken\"; then exit 1; fi",
                    start.get(3),
                    page.get(1),
                    "psql -At -c 'select id from users' > back.txt",
                    deletedAgain,
                    "psql -At -c 'select id from users' > people.txt",
                    start.get(2),
                    "context > stale.txt",
                    "ADMIN_TOKEN=$(bash token.sh issuer.key " + UUID.randomUUID() + " admin)",
                    page.get(2),
                    "context > restored.txt",
                    "context_from_redis > cached.txt"));

            assertThat(operator.file("back.txt").lines()).hasSize(3).contains(noa.toString());
            assertThat(operator.file("people.txt").lines()).hasSize(2).doesNotContain(noa.toString());
            assertThat(operator.file("newer.txt")).contains(BEFORE, AFTER);
            assertThat(operator.file("stale.txt"))
                    .as("why the page tells to purge: lists in Redis are newer than the rows")
                    .contains(AFTER);
            assertThat(operator.file("restored.txt")).contains(BEFORE).doesNotContain(AFTER);
            assertThat(operator.file("cached.txt")).contains(BEFORE).doesNotContain(AFTER);
        }
    }

    private static Optional<Path> postgresPrograms() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> found = Files.list(versions)) {
            return found.map(version -> version.resolve("bin"))
                    .filter(programs -> Stream.of("initdb", "postgres", "pg_dump", "pg_restore", "createdb", "psql")
                            .allMatch(program -> Files.isExecutable(programs.resolve(program))))
                    .findAny();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it for the lines that follow. It refuses to run as root outside a user namespace. */
    private static String postgres(Path programs) {
        String user = System.getProperty("user.name").equals("root") ? "unshare -U " : "";
        return """
                export PATH=%s:$PATH PGPORT=%d CLARIFY_CACHE_TTL_DREAMS=PT10M
                %sinitdb --auth=trust --username=$PGUSER --pgdata=$PWD/data > initdb.txt
                %spostgres -D $PWD/data -p $PGPORT -k $PWD -c listen_addresses=localhost > postgres.txt 2>&1 &
                until pg_isready; do sleep 1; done
                """.formatted(programs, Ports.free(), user, user);
    }

    private static String person(UUID id) {
        return """
                ask() {
                  curl -sS -f -X $1 -H "Authorization: Bearer $(bash token.sh issuer.key %s user)" \
                    -H 'Content-Type: application/json' "${@:3}" http://localhost:$HTTP_PORT/clarify/api$2
                }
                context() { ask GET /context -H 'Accept: text/plain'; }
                context_from_redis() {
                  until ask GET /context -H 'Accept: application/json' | grep '"cacheHits" *: *5'; do sleep 1; done
                }
                ask PUT /users/me -d '{"name": "Maya Cohen"}'
                """.formatted(id);
    }

    private static String deletion(UUID id) {
        return """
                ME="http://localhost:$HTTP_PORT/clarify/api/users/me"
                TOKEN=$(bash token.sh issuer.key %s user)
                TAG=$(curl -sS -f -D - -o me.json -H "Authorization: Bearer $TOKEN" $ME | tr -d '\\r' | sed -n 's/^[Ee][Tt]ag: //p')
                curl -sS -f -X DELETE -H "Authorization: Bearer $TOKEN" -H "If-Match: $TAG" $ME
                """.formatted(id);
    }

    private static String dream(String title) {
        return "ask POST /dreams -d '{\"title\": \"" + title + "\"}'";
    }
}
