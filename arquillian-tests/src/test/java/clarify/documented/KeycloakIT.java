package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Ports;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real Keycloak with the realm of the examples, as the page says, and {@code clarify-server.jar} in front of its tokens. */
class KeycloakIT {

    private final List<String> jar = new Page("deploy-server-jar.md").shellBlocks();
    private final List<String> page = new Page("identity-providers.md").shellBlocks();

    @Test
    void its_realm_makes_tokens_that_get_in() {
        assertThat(page).as("start, tokens, settings").hasSize(3);
        try (var operator = new Operator("clarify-server.jar", "keycloak.zip")) {
            operator.fillIn();

            operator.run(String.join(
                    "\n",
                    jar.get(0),
                    "jar xf keycloak*.zip && mv keycloak-[0-9]*[0-9] keycloak && chmod +x keycloak/bin/*.sh",
                    "KEYCLOAK_PORT=" + Ports.free(),
                    page.get(0),
                    page.get(1),
                    page.get(2),
                    "java -Xmx512m -jar clarify-server.jar --port $HTTP_PORT > server.log 2>&1 &",
                    """
                    API=http://localhost:$HTTP_PORT/clarify/api
                    curl -sS -f --retry 100 --retry-delay 2 --retry-all-errors -o clarify.html $API/../ 2> waiting.txt
                    ask() {
                      curl -sS -X $2 -H "Authorization: Bearer $(cat $1.txt)" -H 'Content-Type: application/json' \
                        -w '\\n%{http_code}\\n' "${@:4}" $API$3
                    }
                    ask maya PUT /users/me -d '{"name": "Maya Cohen"}' > profile.txt
                    ask maya POST /dreams -d '{"title": "A lighthouse"}' > dream.txt
                    ask maya GET /context > context.txt
                    MAYA=$(sed -n 's/.*"id" *: *"\\([^"]*\\)".*/\\1/p' profile.txt)
                    ask service GET /users/$MAYA/context > asked.txt
                    ask service GET /context > service-context.txt
                    ask maya GET /admin/cache > admin.txt
                    """));

            assertThat(operator.file("profile.txt"))
                    .contains("\"maya@example.org\"")
                    .endsWith("\n201\n");
            assertThat(operator.file("dream.txt")).endsWith("\n201\n");
            assertThat(operator.file("context.txt"))
                    .contains("Maya Cohen", "A lighthouse")
                    .endsWith("\n200\n");
            assertThat(operator.file("asked.txt")).isEqualTo(operator.file("context.txt"));
            assertThat(operator.file("service-context.txt")).endsWith("\n403\n");
            assertThat(operator.file("admin.txt")).endsWith("\n403\n");
        }
    }
}
