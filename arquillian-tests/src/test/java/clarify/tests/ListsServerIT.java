package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Answer;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer(Standard.class)
class ListsServerIT {
    private final Postgres postgres;
    private final Clarify clarify;
    private final UUID id;
    private final Caller caller;

    ListsServerIT(TestEnvironment environment) {
        postgres = environment.postgres();
        clarify = environment.clarify();
        Clarify.Person person = clarify.newcomer();
        id = person.id();
        caller = person.caller();
    }

    @Test
    void a_list_is_newest_first() {
        List<String> written = Stream.of("first", "second", "third")
                .map(title -> Journal.dream(caller, title))
                .toList();

        List<String> read = ids(caller.get("/dreams").expect(200).json());

        assertThat(read).isEqualTo(reversed(written));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 20})
    void pages_show_every_row_once_also_those_written_in_the_same_instant(int limit) {
        OffsetDateTime tie = OffsetDateTime.parse("2025-10-26T01:30:00.123456+01:00");
        List<String> tied = IntStream.range(0, 12)
                .mapToObj(i -> UUID.randomUUID().toString())
                .sorted()
                .toList();
        String newer = UUID.randomUUID().toString();
        String older = UUID.randomUUID().toString();
        dream(older, tie.minusNanos(1000));
        for (String each : tied) {
            dream(each, tie);
        }
        dream(newer, tie.plusNanos(1000));

        List<String> read = pageByPage("/dreams?limit=" + limit);

        assertThat(read).containsExactlyElementsOf(around(newer, tied, older));
    }

    @Test
    void a_page_is_filtered_before_it_is_cut() {
        for (int i = 0; i < 6; i++) {
            String dream = "/dreams/" + Journal.dream(caller, "Dream " + i);
            if (i % 2 == 0) {
                caller.put(dream + "/status", Map.of("status", "achieved")).expect(200);
            }
        }

        List<String> achieved = pageByPage("/dreams?status=achieved&limit=2");

        assertThat(achieved).hasSize(3).doesNotHaveDuplicates();
        assertThat(ids(caller.get("/dreams?status=active").expect(200).json()))
                .hasSize(3)
                .doesNotContainAnyElementsOf(achieved);
    }

    @Test
    void a_page_before_a_row_of_someone_else_is_not_found() {
        String foreign = Journal.dream(clarify.newcomer().caller(), "Not yours");

        assertThat(caller.get("/dreams?before=" + foreign).status()).isEqualTo(404);
        assertThat(caller.get("/dreams?before=" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    /** Reads the next page where the last answer says, and deletes what it has read. */
    @Test
    void who_reads_and_deletes_page_by_page_misses_no_row() {
        for (int i = 0; i < 12; i++) {
            Journal.dream(caller, "Dream " + i);
        }

        List<String> read = new ArrayList<>();
        Optional<String> next = Optional.of("?limit=5&status=active");
        while (next.isPresent()) {
            Answer page = caller.get("/dreams" + next.get()).expect(200);
            ids(page.json()).forEach(id -> caller.delete("/dreams/" + id).expect(204));
            read.addAll(ids(page.json()));
            next = next(page);
        }

        assertThat(read).hasSize(12).doesNotHaveDuplicates();
    }

    /** Relative, as only the client knows what stands before it. */
    private static Optional<String> next(Answer page) {
        Pattern link = Pattern.compile("<(\\?[^>]*)>; rel=\"next\"");
        return Optional.of(link.matcher(page.header("Link")))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1));
    }

    @Test
    void every_list_links_to_its_next_page_and_the_last_one_to_none() {
        Journal journal = Journal.rich(clarify);
        String said = "/sessions/" + journal.session() + "/messages";
        String ofUser = "/users/" + journal.userId();
        journal.caller().post(said, Map.of("content", "Hello")).expect(201);

        assertNextPageOf(journal.caller(), "/dreams");
        assertNextPageOf(journal.caller(), "/sessions");
        assertNextPageOf(journal.caller(), "/reflections");
        assertNextPageOf(journal.caller(), "/patterns");
        assertNextPageOf(journal.caller(), said);
        assertNextPageOf(clarify.agent(), ofUser + said);
        assertNextPageOf(clarify.agent(), ofUser + "/patterns");
    }

    private static void assertNextPageOf(Caller reader, String list) {
        List<String> all = ids(reader.get(list).expect(200).json());
        Answer first = reader.get(list + "?limit=1").expect(200);
        Answer second = reader.get(list + next(first).orElseThrow()).expect(200);

        assertThat(ids(second.json())).isEqualTo(all.subList(1, Math.min(2, all.size())));
        assertThat(next(reader.get(list).expect(200))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05Z_",
                "_",
                "yesterday_12345678-9abc-4def-8012-3456789abcde",
                "2026-01-02T03:04:05Z_x",
                "%2B1000000-01-02T03:04:05Z_12345678-9abc-4def-8012-3456789abcde",
                "-0001-01-02T03:04:05Z_12345678-9abc-4def-8012-3456789abcde"
            })
    void what_no_link_has_said_is_no_place_in_a_list(String before) {
        caller.get("/dreams?before=" + before).problem(400);
    }

    @Test
    void a_place_in_somebody_elses_list_shows_nothing_of_theirs() {
        Caller stranger = clarify.newcomer().caller();
        Journal.dream(stranger, "Not yours");
        Journal.dream(stranger, "Nor this");
        String place = next(stranger.get("/dreams?limit=1").expect(200)).orElseThrow();

        assertThat(ids(caller.get("/dreams" + place).expect(200).json())).isEmpty();
    }

    @Test
    void messages_are_paged_within_their_session() {
        String session = messagesOf("one", "two", "three");
        messagesOf("elsewhere");

        List<String> newest =
                contents(caller.get(session + "?limit=2").expect(200).json());
        JsonNode last = caller.get(session + "?limit=2").expect(200).json().get(1);
        List<String> rest =
                contents(caller.get(session + "?before=" + last.get("id").textValue())
                        .expect(200)
                        .json());

        assertThat(newest).containsExactly("three", "two");
        assertThat(rest).containsExactly("one");
    }

    private String messagesOf(String... contents) {
        String messages = "/sessions/" + Journal.session(caller, "About the sea") + "/messages";
        for (String content : contents) {
            caller.post(messages, Map.of("content", content)).expect(201);
        }
        return messages;
    }

    private List<String> pageByPage(String first) {
        List<String> read = new ArrayList<>();
        for (List<String> page = ids(caller.get(first).expect(200).json());
                !page.isEmpty();
                page = ids(caller.get(first + "&before=" + read.get(read.size() - 1))
                        .expect(200)
                        .json())) {
            read.addAll(page);
        }
        return read;
    }

    private void dream(String dream, OffsetDateTime createdAt) {
        postgres.execute(
                "insert into dreams (id, user_id, title, created_at) values (?, ?, 'A garden', ?)",
                UUID.fromString(dream),
                id,
                createdAt);
    }

    private static List<String> around(String first, List<String> middle, String last) {
        return Stream.of(List.of(first), middle, List.of(last))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<String> ids(JsonNode rows) {
        return rows.findValuesAsText("id");
    }

    private static List<String> contents(JsonNode rows) {
        return rows.findValuesAsText("content");
    }
}
