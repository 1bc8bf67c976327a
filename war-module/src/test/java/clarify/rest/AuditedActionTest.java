package clarify.rest;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditedActionTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `clarify\\.(\\w+)` \\| ((?:`[a-z-]+`(?:, )?)+) \\|", Pattern.MULTILINE);

    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    private static List<AuditedAction> all() {
        return Endpoint.all().stream()
                .map(endpoint -> AuditedAction.of(endpoint.method().getDeclaringClass(), endpoint.method()))
                .toList();
    }

    private static AuditedAction action(String name, String role) {
        return all().stream()
                .filter(action -> action.name().equals(name) && action.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void who_may_see_other_peoples_data_is_audited_also_when_it_fails() {
        assertThat(action("read-profile", "agent").isAccess()).isTrue();
        assertThat(action("read-stored", "admin").isAccess()).isTrue();
        assertThat(action("purge-all", "admin").isAccess()).isTrue();
        assertThat(action("read-status", "admin").isAccess()).isFalse();
    }

    @Test
    void of_what_is_ones_own_deletions_are_audited_when_they_are_done() {
        assertThat(action("delete-dream", "user").isAccess()).isFalse();
        assertThat(action("delete-dream", "user").isAuditedWhenDone()).isTrue();
        assertThat(action("list-dreams", "user").isAuditedWhenDone()).isFalse();
    }

    @Test
    void an_export_is_audited_when_it_was_begun() {
        assertThat(action("export-journal", "user").isAccess()).isFalse();
        assertThat(action("export-journal", "user").isAuditedWhenDone()).isTrue();
    }

    @Test
    void everything_that_an_agent_may_do_is_about_somebody() {
        assertThat(all())
                .filteredOn(action -> action.role().equals("agent"))
                .isNotEmpty()
                .allMatch(AuditedAction::isAccess);
    }

    @Test
    void every_parameter_of_a_path_is_in_the_record() {
        assertThat(Endpoint.all().stream()
                        .flatMap(endpoint -> endpoint.pathParameters().stream())
                        .map(parameter ->
                                parameter.getAnnotation(PathParam.class).value())
                        .collect(toSet()))
                .containsExactlyInAnyOrderElementsOf(Stream.of(AuditFilter.SUBJECTS, AuditFilter.ROWS)
                        .flatMap(List::stream)
                        .toList());
    }

    /** Of what was refused the name is all that says what it was. */
    @Test
    void no_two_actions_of_a_role_have_one_name() {
        assertThat(all())
                .extracting(action -> action.role() + " " + action.name())
                .doesNotHaveDuplicates();
    }

    @Test
    void every_action_with_a_record_is_listed_for_operators_and_no_other() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "operations.md"));

        Set<String> listed = ROW.matcher(page)
                .results()
                .flatMap(row -> NAME.matcher(row.group(2)).results().map(name -> row.group(1) + " " + name.group(1)))
                .collect(toSet());
        Set<String> audited = all().stream()
                .filter(AuditedAction::isAuditedWhenDone)
                .map(action -> action.role() + " " + action.name())
                .collect(toSet());

        assertThat(listed).isEqualTo(audited);
    }
}
