package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.IdentityProvider;
import clarify.testkit.OnServer;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the settings that the page tells to set for a provider, its access tokens are accepted. */
@OnServer
class ProvidersServerIT {
    private final TestEnvironment environment;
    private final Tokens keys;

    ProvidersServerIT(TestEnvironment environment) {
        this.environment = environment;
        keys = environment.tokens();
    }

    @ParameterizedTest
    @MethodSource("clarify.testkit.IdentityProvider#ofThisServer")
    void a_person_and_the_service_get_in_and_nobody_elses_token_does(IdentityProvider provider) {
        environment.deploy(provider.deployment());
        Clarify clarify = environment.clarify();
        Caller person = clarify.with(provider.personsToken(keys));
        Caller service = clarify.with(provider.servicesToken(keys));

        assertThat(person.put("/users/me", Map.of("name", "Maya")).status()).isIn(200, 201);
        person.post("/dreams", Map.of("title", "A lighthouse")).expect(201);
        assertThat(person.getText("/context").expect(200).body()).contains("A lighthouse");

        String context = "/users/" + person.get("/users/me").json().get("id").asText() + "/context";
        assertThat(service.getText(context).expect(200).body()).contains("A lighthouse");
        assertThat(person.getText(context).expect(403).header("WWW-Authenticate"))
                .contains("insufficient_scope");
        service.post("/dreams", Map.of("title", "A lighthouse")).problem(403);

        if (provider.hasAudience()) {
            var refused = clarify.with(provider.tokenForSomebodyElse(keys)).get("/users/me");
            assertThat(refused.expect(401).header("WWW-Authenticate")).contains("invalid_token", "aud");
        }
    }

    @Test
    void all_providers_of_the_page_are_tried() {
        assertThat(IdentityProvider.ofThePage())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(IdentityProvider.values())
                        .map(IdentityProvider::title)
                        .toList());
    }
}
