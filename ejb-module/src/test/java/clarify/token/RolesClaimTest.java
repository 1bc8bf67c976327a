package clarify.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesClaimTest {

    private static RolesClaim at(String path) {
        return new RolesClaim(List.of(path), Map.of());
    }

    /** Each as the provider of its name writes them. */
    @Test
    void roles_are_found_where_providers_put_them() {
        Map<String, Object> keycloak = Map.of(
                "realm_access", Map.of("roles", List.of("offline_access", "user")),
                "resource_access", Map.of("clarify", Map.of("roles", List.of("admin"))));
        Map<String, Object> auth0 = Map.of("https://clarify.example/roles", List.of("agent"));
        Map<String, Object> cognito = Map.of("cognito:groups", List.of("user"));
        Map<String, Object> entra = Map.of("roles", List.of("admin", "user"));
        Map<String, Object> zitadel =
                Map.of("urn:zitadel:iam:org:project:roles", Map.of("agent", Map.of("271", "clarify.example")));
        Map<String, Object> scopes = Map.of("scope", "openid user  profile");

        assertThat(at("realm_access/roles").in(keycloak)).containsExactly("user");
        assertThat(at("resource_access/clarify/roles").in(keycloak)).containsExactly("admin");
        assertThat(at("https://clarify.example/roles").in(auth0)).containsExactly("agent");
        assertThat(at("cognito:groups").in(cognito)).containsExactly("user");
        assertThat(at("roles").in(entra)).containsExactlyInAnyOrder("admin", "user");
        assertThat(at("urn:zitadel:iam:org:project:roles").in(zitadel)).containsExactly("agent");
        assertThat(at("scope").in(scopes)).containsExactly("user");
    }

    @Test
    void the_roles_of_several_claims_count_together() {
        RolesClaim several = new RolesClaim(
                List.of("cognito:groups", "scope"), Map.of("user", Set.of("user"), "clarify/agent", Set.of("agent")));

        assertThat(several.in(Map.of("cognito:groups", List.of("user"), "scope", "clarify/agent openid")))
                .containsExactlyInAnyOrder("user", "agent");
        assertThat(several.in(Map.of("scope", "clarify/agent"))).containsExactly("agent");
    }

    @Test
    void a_name_with_slashes_within_an_object_is_found() {
        assertThat(at("app/https://a.example/b").in(Map.of("app", Map.of("https://a.example/b", List.of("user")))))
                .containsExactly("user");
        assertThat(at("https://a.example/app/roles")
                        .in(Map.of("https://a.example/app", Map.of("roles", List.of("user")))))
                .containsExactly("user");
        assertThat(at("a/b/roles").in(Map.of("a", Map.of("c", 1), "a/b", Map.of("roles", List.of("user")))))
                .containsExactly("user");
    }

    @Test
    void names_are_mapped_and_then_nothing_else_counts() {
        RolesClaim mapped = new RolesClaim(
                List.of("groups"),
                Map.of("/team/clarify-admins", Set.of("admin", "user"), "everybody", Set.of("user")));

        assertThat(mapped.in(Map.of("groups", List.of("/team/clarify-admins"))))
                .containsExactlyInAnyOrder("admin", "user");
        assertThat(mapped.in(Map.of("groups", List.of("everybody", "admin")))).containsExactly("user");
    }

    @Test
    void what_is_no_list_of_names_has_no_roles() {
        assertThat(at("groups").in(Map.of())).isEmpty();
        assertThat(at("groups").in(Map.of("groups", 42))).isEmpty();
        assertThat(at("groups").in(Map.of("groups", Map.of("user", true)))).isEmpty();
        assertThat(at("groups").in(Map.of("groups", Arrays.asList(1, null, List.of("user"), "User", "**", ""))))
                .isEmpty();
        assertThat(at("groups/x").in(Map.of("groups", List.of("user")))).isEmpty();
        assertThat(at("/").in(Map.of("groups", List.of("user")))).isEmpty();
    }
}
