package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Ports;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Keycloak with the realm of the examples, as its page says, and each server, as the page of the server says. */
class KeycloakIT {

    /** Of people with the files that the page of Keycloak writes. */
    private static final String MORE_REQUESTS = """
            ask() { curl -sS -H "Authorization: Bearer $(cat $1.txt)" -w '\\n%{http_code}\\n' http://localhost:$HTTP_PORT/clarify/api$2; }
            ask maya /users/me > profile.txt
            ask maya /context > context.txt
            MAYA=$(sed -n 's/.*"id" *: *"\\([^"]*\\)".*/\\1/p' profile.txt)
            ask service /users/$MAYA/context > asked.txt
            ask service /context > service-context.txt
            ask maya /admin/cache > admin.txt
            """;

    private final List<String> keycloak = new Page("identity-providers.md").shellBlocks();

    @ParameterizedTest
    @EnumSource
    void its_tokens_get_in(ServerPage server) {
        assertThat(keycloak).as("start, tokens, settings").hasSize(3);
        String unpacked = "jar xf keycloak*.zip && mv keycloak-[0-9]*[0-9] keycloak && chmod +x keycloak/bin/*.sh\n"
                + "KEYCLOAK_PORT=" + Ports.free() + "\n";
        try (var operator = server.operator("keycloak.zip")) {
            operator.fillIn();

            String output = operator.run(server.linesWith(
                    unpacked + String.join("", keycloak), server.withATokenOfTheProvider() + MORE_REQUESTS));

            FirstContext.assertPrinted(output);
            assertThat(operator.file("profile.txt"))
                    .contains("\"maya@example.org\"")
                    .endsWith("\n200\n");
            assertThat(operator.file("context.txt")).contains("Maya Cohen").endsWith("\n200\n");
            assertThat(operator.file("asked.txt")).isEqualTo(operator.file("context.txt"));
            assertThat(operator.file("service-context.txt")).endsWith("\n403\n");
            assertThat(operator.file("admin.txt")).endsWith("\n403\n");
        }
    }
}
