package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import clarify.documented.Listeners.Listener;
import java.net.URI;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The first command of the README leads to a product that answers all that it prints. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevServerIT {
    private static final String MAYA_ASKS = "curl -s -H \"Authorization: Bearer $(cat maya)\" $API";
    private static final String NOAM_ASKS = "curl -s -H \"Authorization: Bearer $(cat noam)\" $API";

    @AutoClose
    private final DevServerProcess server = new DevServerProcess();

    @BeforeAll
    void await_the_welcome() {
        assertThat(server.awaitWelcome().printed()).contains("Clarify Context runs at ");
    }

    private String command(String part) {
        return server.commands().stream()
                .filter(command -> command.contains(part))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_line_that_it_prints_is_answered() {
        assertThat(server.commands())
                .hasSize(10)
                .allSatisfy(line -> assertThat(server.run(line).isBlank()).isEqualTo(line.matches("(cd|API).*")));
    }

    @Test
    void its_contexts_are_cold_then_warm_and_after_a_new_dream_there_is_one_miss() {
        String context = command("application/json");

        server.run(command("$(cat admin)\" $API/admin/cache").replace("-s ", "-s -X DELETE "));
        assertThat(server.run(context)).contains("\"cacheMisses\":5");
        Awaitility.await("a warm context").until(() -> server.run(context), text -> text.contains("\"cacheHits\":5"));

        server.run(command("/dreams"));
        assertThat(server.run(context)).contains("\"cacheMisses\":1", "Learn to sail");
    }

    @Test
    void each_link_has_a_token_and_leads_to_the_page() {
        assertThat(server.commands())
                .filteredOn(line -> line.startsWith("echo "))
                .hasSize(3)
                .map(server::run)
                .allMatch(link -> link.matches("http://localhost:\\d+/clarify/#token=[\\w-]+\\.[\\w-]+\\.[\\w-]+\n"))
                .allSatisfy(link ->
                        assertThat(server.run("curl -s '" + link.strip() + "'")).contains("<title>"));
    }

    @Test
    void the_lines_of_the_readme_print_what_it_shows() {
        Page readme = new Page("../README.md");
        List<String> lines = readme.prompts();

        assertThat(lines).hasSize(3).first().isEqualTo(command("API=").replaceFirst(":\\d+/", ":8080/"));
        assertThat(server.run(lines.get(1))).startsWith(readme.between("$API/context\n", "...\n"));
        assertThat(server.run(lines.get(2))).contains("[User Context]");
    }

    @Test
    void both_people_have_dreams_with_descriptions_conversations_and_their_language() {
        assertThat(server.run(MAYA_ASKS + "/context -H 'Accept: text/plain'"))
                .contains("Name: Maya Cohen", "Finish the novel", "Three hundred pages");
        assertThat(server.run(NOAM_ASKS + "/context -H 'Accept: text/plain'"))
                .contains("נועם לוי", "לעבור לגור קרוב לים", "לפתוח סטודיו לקרמיקה.");
        for (String asks : List.of(MAYA_ASKS, NOAM_ASKS)) {
            String session = server.run(asks + "/sessions").replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
            assertThat(server.run(asks + "/sessions/" + session + "/messages"))
                    .contains("\"role\":\"user\"", "\"role\":\"assistant\"");
        }
    }

    @Test
    void nothing_but_the_loopback_interface_is_listened_on() {
        assumeThat(Listeners.areTold()).isTrue();

        assertThat(Listeners.of(server.processes()))
                .extracting(Listener::port)
                .contains(URI.create(command("API=").substring("API=".length())).getPort());
        assertThat(Listeners.of(server.processes())).allMatch(Listener::isLoopback);
    }

    @Test
    void it_ends_with_an_exit_code_and_a_sentence_when_its_redis_does_and_leaves_nothing() {
        try (var other = new DevServerProcess()) {
            List<ProcessHandle> processes = other.awaitPrinted("Starting: ").processes();

            other.redis().destroyForcibly();

            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.printed()).contains("The dev server ends: Redis has ended");
            assertThat(processes).hasSize(3).noneMatch(ProcessHandle::isAlive);
        }
    }
}
