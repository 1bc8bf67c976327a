package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.UUID;
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
