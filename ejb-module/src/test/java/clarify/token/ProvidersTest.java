package clarify.token;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.settings.Settings;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With the settings that the page tells to set for a provider, access tokens as that provider writes them are accepted. */
class ProvidersTest {

    private static final Path PAGE = Path.of("../docs/identity-providers.md");
    private static final Issuer ISSUER = new Issuer("current");

    /** Access tokens by the documentation of each provider; issuer and times are added. */
    private enum Provider {
        KEYCLOAK("Keycloak", "JWT", """
                {"jti": "onrtac:5f0c", "aud": ["clarify", "account"], "sub": "0f0a1c5c-31b1-4f7e-8a4b-3d3b6f4d2a11", "typ": "Bearer",
                 "azp": "clarify-app", "sid": "x", "acr": "1", "realm_access": {"roles": ["default-roles-clarify", "user"]},
                 "resource_access": {"account": {"roles": ["manage-account"]}}, "scope": "openid email profile",
                 "email_verified": true, "email": "maya@example.org"}""", """
                {"aud": "clarify", "sub": "8d7c9d9e-55a5-4f3c-9d4e-0d5e3c2b1a00", "typ": "Bearer", "azp": "conversation-service",
                 "realm_access": {"roles": ["agent"]}, "client_id": "conversation-service"}"""),
        AUTH0("Auth0", "at+jwt", """
                {"sub": "auth0|65f1c2", "aud": ["https://clarify.example.org", "https://example.eu.auth0.com/userinfo"],
                 "azp": "k3Yd", "scope": "openid profile email", "permissions": ["user"]}""", """
                {"sub": "k3Yd@clients", "aud": "https://clarify.example.org", "azp": "k3Yd", "gty": "client-credentials",
                 "scope": "agent", "permissions": ["agent"]}"""),
        ENTRA_ID("Entra ID", "JWT", """
                {"aud": "CLIENT", "aio": "x", "azp": "x", "azpacr": "0", "name": "Maya Cohen", "oid": "6f8b0f9e-0d7c-4c8a-8f21-5b5f2a1b7c11",
                 "preferred_username": "maya@example.org", "rh": "x", "roles": ["user"], "scp": "access",
                 "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ", "tid": "x", "uti": "x", "ver": "2.0"}""", """
                {"aud": "CLIENT", "azp": "x", "azpacr": "1", "idtyp": "app", "oid": "2f8b0f9e-0d7c-4c8a-8f21-5b5f2a1b7c22", "roles": ["agent"],
                 "sub": "2f8b0f9e-0d7c-4c8a-8f21-5b5f2a1b7c22", "tid": "x", "uti": "x", "ver": "2.0"}"""),
        COGNITO("Cognito", null, """
                {"sub": "a1b2c3d4-5678-90ab-cdef-111122223333", "cognito:groups": ["user"], "version": 2, "client_id": "x",
                 "origin_jti": "x", "token_use": "access", "scope": "openid email", "username": "maya"}""", """
                {"sub": "1example23456789", "token_use": "access", "scope": "clarify/agent", "version": 2,
                 "client_id": "1example23456789"}"""),
        OKTA("Okta", null, """
                {"ver": 1, "jti": "AT.x", "aud": "api://default", "cid": "x", "uid": "00u1", "scp": ["openid", "email"],
                 "sub": "maya@example.org", "groups": ["Everyone", "user"]}""", """
                {"ver": 1, "jti": "AT.y", "aud": "api://default", "cid": "0oa1", "scp": ["agent"], "sub": "0oa1"}"""),
        HYDRA("Hydra", "JWT", """
                {"aud": ["clarify"], "client_id": "app", "ext": {"roles": ["user"]}, "jti": "x", "scp": ["openid"],
                 "sub": "maya"}""", """
                {"aud": ["clarify"], "client_id": "conversation", "ext": {}, "jti": "y", "scp": ["agent"],
                 "sub": "conversation"}"""),
        ZITADEL("Zitadel", "JWT", """
                {"sub": "271483838281", "aud": ["271", "PROJECT"], "jti": "x", "client_id": "271@clarify",
                 "urn:zitadel:iam:org:project:roles": {"user": {"270": "clarify.example.org"}}}""", """
                {"sub": "271483838299", "aud": ["PROJECT"], "jti": "y", "client_id": "conversation",
                 "urn:zitadel:iam:org:project:roles": {"agent": {"270": "clarify.example.org"}}}""");

        private final String title;
        private final @Nullable String type;
        private final String person;
        private final String service;

        Provider(String title, @Nullable String type, String person, String service) {
            this.title = title;
            this.type = type;
            this.person = person;
            this.service = service;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_person_and_the_service_get_in_with_the_settings_of_the_page(Provider provider) {
        TokenVerifier verifier = verifier(provider);

        Token person = verifier.verify(token(provider, json(provider.person)));
        Token service = verifier.verify(token(provider, json(provider.service)));

        assertThat(person.roles()).containsExactly("user");
        assertThat(person.user()).isPresent();
        assertThat(service.roles()).containsExactly("agent");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "COGNITO") // whose access tokens have none
    void a_token_for_somebody_else_does_not(Provider provider) {
        Map<String, Object> other = json(provider.person);
        other.put("aud", "account");

        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> verifier(provider).verify(token(provider, other)))
                .withMessageContaining("aud");
    }

    @Test
    void all_providers_of_the_page_are_tried() {
        assertThat(table().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Provider.values())
                        .map(provider -> provider.title)
                        .toList());
    }

    private static TokenVerifier verifier(Provider provider) {
        Map<String, String> row = row(provider);
        TokenSettings settings = TokenSettings.read(
                new Settings(name -> Optional.ofNullable(row.get(name)).filter(value -> !value.isEmpty())));
        var keys = new IssuerKeys(KeySource.of(ISSUER.keys()), Runnable::run, () -> 0);
        return new TokenVerifier(settings, keys, Clock.fixed(Issuer.NOON, ZoneOffset.UTC));
    }

    private static String token(Provider provider, Map<String, Object> claims) {
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(row(provider).get("mp.jwt.verify.issuer"))
                .issueTime(Date.from(Issuer.NOON))
                .expirationTime(Date.from(Issuer.NOON.plusSeconds(300)));
        claims.forEach(all::claim);
        JOSEObjectType type = provider.type == null ? null : new JOSEObjectType(provider.type);
        return ISSUER.sign(type, all);
    }

    private static Map<String, Object> json(String text) {
        try {
            return new ObjectMapper().readValue(text, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> row(Provider provider) {
        return requireNonNull(table().get(provider.title), provider.title);
    }

    /** The settings of each provider, by their names. */
    private static Map<String, Map<String, String>> table() {
        List<List<String>> rows;
        try {
            rows = Files.readAllLines(PAGE).stream()
                    .filter(line -> line.startsWith("| "))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(cell -> cell.replace("`", "").strip())
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> names = rows.get(0);
        return rows.stream()
                .skip(1)
                .collect(toMap(
                        row -> row.get(1),
                        row -> IntStream.range(2, names.size() - 1).boxed().collect(toMap(names::get, row::get))));
    }
}
