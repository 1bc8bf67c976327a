package clarify.journal;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The version before works on the tables that a migration leaves: what of ADR 86 can be read in a statement. */
class MigrationRulesTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db");

    private static final String BEFORE_THE_FIRST_RELEASE = "before the first release, when there was no older version";

    /** Statements that break a rule, and why that is right. To add one is to ask for a review. */
    private static final Map<String, String> LET_PASS = Map.ofEntries(
            entry(
                    "V4__target_dates.sql: alter table dreams alter column target_date set data type varchar(10)",
                    BEFORE_THE_FIRST_RELEASE),
            entry(
                    "V4__target_dates.sql: alter table dreams add constraint dreams_target_date_iso check (target_date like '____-__-__')",
                    BEFORE_THE_FIRST_RELEASE),
            entry("V6__addresses.sql: alter table users alter column email drop not null", BEFORE_THE_FIRST_RELEASE),
            entry(
                    "V6__addresses.sql: update users set email = lower(email) where email <> lower(email)",
                    BEFORE_THE_FIRST_RELEASE),
            entry(
                    "V7__long_messages.sql: alter table clarify_messages alter column content set data type varchar(64000)",
                    BEFORE_THE_FIRST_RELEASE));

    private static final Pattern NEW_TABLE = Pattern.compile("^create (?:unlogged )?table (?:if not exists )?(\\w+)");
    private static final Pattern CHANGED_TABLE =
            Pattern.compile("^(?:alter table (?:if exists )?|create unique index .* on )(?:only )?(\\w+)");

    /** What the version before would not survive. */
    private static final List<Pattern> FORBIDDEN = Stream.of(
                    "drop (?!index |constraint )", // what it reads, a default that it relies on, a null that it does
                    // not expect
                    "rename ",
                    "alter (?:column )?\\w+ (?:set data )?type ",
                    "set not null",
                    "add (?:column )?(?!constraint |primary |unique |check |foreign )(?=.*\\bnot null\\b)(?!.*\\bdefault\\b)",
                    "add (?:constraint|primary|unique|check|foreign|exclude)\\b", // refuses what it writes
                    "create unique ",
                    "create (?:or replace )?(?:constraint )?(?:trigger|rule) ",
                    "(?<=^)(?:update|delete|insert|truncate|merge) ") // lists in the cache would be those of before
            .map(words -> Pattern.compile("\\b" + words))
            .toList();

    private record Migration(String name, String text) {

        static Migration read(Path file) {
            try {
                return new Migration(file.getFileName().toString(), Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<String> statements() {
            return Arrays.stream(text.replaceAll("--.*", " ").split(";"))
                    .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }

        /** A table of its own may have whatever it likes. */
        Set<String> newTables() {
            return statements().stream()
                    .flatMap(statement -> NEW_TABLE.matcher(statement).results())
                    .map(table -> table.group(1))
                    .collect(Collectors.toSet());
        }

        /** Those that the version before would not survive, with the name of the file. */
        List<String> violations() {
            return statements().stream()
                    .filter(statement -> !isOfNewTable(statement))
                    .filter(statement -> clauses(statement)
                            .anyMatch(clause -> FORBIDDEN.stream()
                                    .anyMatch(words -> words.matcher(clause).find())))
                    .map(statement -> name + ": " + statement)
                    .toList();
        }

        private boolean isOfNewTable(String statement) {
            return Stream.concat(
                            NEW_TABLE.matcher(statement).results(),
                            CHANGED_TABLE.matcher(statement).results())
                    .map((MatchResult table) -> table.group(1))
                    .anyMatch(newTables()::contains);
        }

        /** One statement may change several things of a table. */
        private static Stream<String> clauses(String statement) {
            return Arrays.stream(statement.split(", (?=add |alter |drop )"));
        }
    }

    private static List<Migration> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(MIGRATIONS)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .map(Migration::read)
                    .toList();
        }
    }

    @Test
    void the_version_before_works_on_what_each_migration_leaves() throws IOException {
        List<Migration> migrations = migrations();

        assertThat(migrations).hasSizeGreaterThan(10);
        assertThat(migrations.stream().flatMap(each -> each.violations().stream()))
                .containsExactlyInAnyOrderElementsOf(LET_PASS.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table nodes",
                "alter table dreams drop column category",
                "alter table dreams drop category",
                "ALTER TABLE dreams\n  ALTER priority DROP DEFAULT",
                "alter table users alter column name drop not null",
                "alter table dreams rename column title to name",
                "alter table dreams rename to wishes",
                "alter table dreams alter column priority type bigint",
                "alter table dreams alter column priority set data type bigint",
                "alter table dreams alter column category set not null",
                "alter table dreams add column mood varchar(20) not null",
                "alter table dreams add mood varchar(20) not null",
                "alter table dreams add column a int default 0 not null, add column b int not null",
                "alter table dreams add constraint few check (priority < 5)",
                "alter table dreams add unique (title)",
                "create unique index one_title on dreams (user_id, title)",
                "create trigger early before insert on dreams execute function f()",
                "update dreams set priority = 5",
                "delete from idempotency_keys",
                "insert into nodes values (1)",
                "create table moods (id uuid); drop table nodes"
            })
    void what_the_version_before_would_not_survive_is_found(String sql) {
        assertThat(new Migration("V99__wrong.sql", sql).violations()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table moods (id uuid primary key, name varchar(20) not null unique)",
                "create table moods (id uuid); create unique index one_mood on moods (id); alter table moods add unique (id)",
                "alter table dreams add column mood varchar(20)",
                "alter table dreams add column mood int default 0 not null",
                "alter table dreams alter column priority set default 6",
                "alter table dreams drop constraint dreams_priority_range",
                "create index dreams_mood on dreams (mood)",
                "drop index dreams_list -- drop table dreams"
            })
    void what_the_version_before_survives_is_let_be(String sql) {
        assertThat(new Migration("V99__right.sql", sql).violations()).isEmpty();
    }
}
