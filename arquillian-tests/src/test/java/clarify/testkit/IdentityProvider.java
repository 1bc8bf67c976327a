package clarify.testkit;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;

/**
 * Providers with the settings that docs/identity-providers.md tells to set for them, and with access tokens in the form that
 * the documentation of each has; issuer and times are added.
 */
public enum IdentityProvider {
    KEYCLOAK("Keycloak", "JWT", """
            {"jti": "onrtac:5f0c", "aud": ["clarify", "account"], "sub": "0f0a1c5c-31b1-4f7e-8a4b-3d3b6f4d2a11", "typ": "Bearer",
             "azp": "clarify-app", "sid": "x", "acr": "1", "realm_access": {"roles": ["default-roles-clarify", "user"]},
             "resource_access": {"account": {"roles": ["manage-account"]}}, "scope": "openid email profile",
             "email_verified": true, "email": "maya@example.org"}""", """
            {"aud": "clarify", "sub": "8d7c9d9e-55a5-4f3c-9d4e-0d5e3c2b1a00", "typ": "Bearer", "azp": "conversation-service",
             "realm_access": {"roles": ["agent"]}, "client_id": "conversation-service"}""", Keycloak.class, "payara-micro"),

    AUTH0("Auth0", "at+jwt", """
            {"sub": "auth0|65f1c2", "aud": ["https://clarify.example.org", "https://example.eu.auth0.com/userinfo"],
             "azp": "k3Yd", "scope": "openid profile email", "permissions": ["user"]}""", """
            {"sub": "k3Yd@clients", "aud": "https://clarify.example.org", "azp": "k3Yd", "gty": "client-credentials",
             "scope": "agent", "permissions": ["agent"]}""", Auth0.class, "wildfly"),

    ENTRA_ID("Entra ID", "JWT", """
            {"aud": "CLIENT", "aio": "x", "azp": "x", "azpacr": "0", "name": "Maya Cohen", "oid": "6f8b0f9e-0d7c-4c8a-8f21-5b5f2a1b7c11",
             "preferred_username": "maya@example.org", "rh": "x", "roles": ["user"], "scp": "access",
             "sub": "HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ", "tid": "x", "uti": "x", "ver": "2.0"}""", """
            {"aud": "CLIENT", "azp": "x", "azpacr": "1", "idtyp": "app", "oid": "2f8b0f9e-0d7c-4c8a-8f21-5b5f2a1b7c22", "roles": ["agent"],
             "sub": "2f8b0f9e-0d7c-4c8a-8f21-5b5f2a1b7c22", "tid": "x", "uti": "x", "ver": "2.0"}""", EntraId.class, "wildfly"),

    COGNITO("Cognito", null, """
            {"sub": "a1b2c3d4-5678-90ab-cdef-111122223333", "cognito:groups": ["user"], "version": 2, "client_id": "x",
             "origin_jti": "x", "token_use": "access", "scope": "openid email", "username": "maya"}""", """
            {"sub": "1example23456789", "token_use": "access", "scope": "clarify/agent", "version": 2,
             "client_id": "1example23456789"}""", Cognito.class, "wildfly"),

    OKTA("Okta", null, """
            {"ver": 1, "jti": "AT.x", "aud": "api://default", "cid": "x", "uid": "00u1", "scp": ["openid", "email"],
             "sub": "maya@example.org", "groups": ["Everyone", "user"]}""", """
            {"ver": 1, "jti": "AT.y", "aud": "api://default", "cid": "0oa1", "scp": ["agent"], "sub": "0oa1"}""", Okta.class, "payara-server"),

    HYDRA("Hydra", "JWT", """
            {"aud": ["clarify"], "client_id": "app", "ext": {"roles": ["user"]}, "jti": "x", "scp": ["openid"],
             "sub": "maya"}""", """
            {"aud": ["clarify"], "client_id": "conversation", "ext": {}, "jti": "y", "scp": ["agent"],
             "sub": "conversation"}""", Hydra.class, "payara-server"),

    ZITADEL("Zitadel", "JWT", """
            {"sub": "271483838281", "aud": ["271", "PROJECT"], "jti": "x", "client_id": "271@clarify",
             "urn:zitadel:iam:org:project:roles": {"user": {"270": "clarify.example.org"}}}""", """
            {"sub": "271483838299", "aud": ["PROJECT"], "jti": "y", "client_id": "conversation",
             "urn:zitadel:iam:org:project:roles": {"agent": {"270": "clarify.example.org"}}}""", Zitadel.class, "payara-server");

    /** The page's settings of each provider, by their names. */
    private static final Map<String, Map<String, String>> TABLE = table(Path.of("..", "docs", "identity-providers.md"));

    private final String title;
    private final @Nullable String type;
    private final String person;
    private final String service;
    private final Class<?> deployment;
    private final String server;

    IdentityProvider(
            String title, @Nullable String type, String person, String service, Class<?> deployment, String server) {
        this.title = title;
        this.type = type;
        this.person = person;
        this.service = service;
        this.deployment = deployment;
        this.server = server;
    }

    /** Those that are tried on this server: all of them with {@code -Dproviders=all}, otherwise each on one server. */
    public static Stream<IdentityProvider> ofThisServer() {
        boolean all = "all".equals(System.getProperty("providers"));
        return Arrays.stream(values())
                .filter(provider -> all || provider.server.equals(TestEnvironment.property("arquillian.launch")));
    }

    /** The titles of the page's rows. */
    public static Set<String> ofThePage() {
        return TABLE.keySet();
    }

    public String title() {
        return title;
    }

    /** Whether its access tokens name for whom they are. */
    public boolean hasAudience() {
        return !row().getOrDefault("mp.jwt.verify.audiences", "").isEmpty();
    }

    /** For {@link TestEnvironment#deploy}. */
    public Class<?> deployment() {
        return deployment;
    }

    /** Of a person with the role user. */
    public String personsToken(Tokens keys) {
        return token(keys, claims(person));
    }

    /** Of a service with the role agent. */
    public String servicesToken(Tokens keys) {
        return token(keys, claims(service));
    }

    /** The person's, but for the audience. */
    public String tokenForSomebodyElse(Tokens keys) {
        Map<String, Object> other = claims(person);
        other.put("aud", "account");
        return token(keys, other);
    }

    private String token(Tokens keys, Map<String, Object> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(row().get("mp.jwt.verify.issuer"))
                .issueTime(Date.from(now.minusSeconds(10)))
                .expirationTime(Date.from(now.plusSeconds(300)));
        claims.forEach(all::claim);
        return keys.sign(type == null ? null : new JOSEObjectType(type), all.build());
    }

    private static Map<String, Object> claims(String json) {
        try {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> row() {
        return requireNonNull(TABLE.get(title), title);
    }

    private static Map<String, Map<String, String>> table(Path page) {
        List<List<String>> rows;
        try {
            rows = Files.readAllLines(page).stream()
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

    /** With the keys of the tests, where the page has the address of the provider's. */
    private Archive<?> shipped() {
        Map<String, String> settings = new HashMap<>(row());
        settings.remove("mp.jwt.verify.publickey.location");
        return TestEnvironment.open().shipped(settings);
    }

    static final class Keycloak {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return KEYCLOAK.shipped();
        }
    }

    static final class Auth0 {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return AUTH0.shipped();
        }
    }

    static final class EntraId {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return ENTRA_ID.shipped();
        }
    }

    static final class Cognito {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return COGNITO.shipped();
        }
    }

    static final class Okta {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return OKTA.shipped();
        }
    }

    static final class Hydra {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return HYDRA.shipped();
        }
    }

    static final class Zitadel {
        @Deployment(testable = false)
        static Archive<?> clarify() {
            return ZITADEL.shipped();
        }
    }
}
