package clarify.token;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose tokens are accepted, and what is read in them. The names are those of MicroProfile JWT where it has one.
 *
 * @param issuer without one every call is refused
 * @param audiences without one tokens for other services are accepted too
 * @param keys without them every call is refused
 * @param algorithms of signatures
 * @param clockSkew by how much the issuer's clock may differ
 * @param longestAge since a token was issued, if it is limited
 * @param roles where the roles are
 * @param anySubject whether a user's subject may be something else than a UUID
 */
public record TokenSettings(
        Optional<String> issuer,
        List<String> audiences,
        Optional<KeySource> keys,
        Set<JWSAlgorithm> algorithms,
        Duration clockSkew,
        Optional<Duration> longestAge,
        RolesClaim roles,
        boolean anySubject) {

    private static final String AUDIENCES_NAME = "mp.jwt.verify.audiences";
    private static final String KEY_NAME = "mp.jwt.verify.publickey";
    private static final String LOCATION_NAME = "mp.jwt.verify.publickey.location";
    private static final String ALGORITHM_NAME = "mp.jwt.verify.publickey.algorithm";
    private static final String ROLES_NAME = "clarify.jwt.roles";

    public static final Setting<Optional<String>> ISSUER =
            Setting.optional("mp.jwt.verify.issuer", "text", Function.identity());

    public static final Setting<Optional<List<String>>> AUDIENCES =
            Setting.optional(AUDIENCES_NAME, "names with commas", TokenSettings::audiences);

    public static final Setting<Optional<KeySource>> KEY = Setting.optional(KEY_NAME, "public key", TokenSettings::key);

    public static final Setting<Optional<KeySource>> LOCATION =
            Setting.optional(LOCATION_NAME, "path or URL", TokenSettings::location);

    static final Setting<Optional<JWSAlgorithm>> ALGORITHM =
            Setting.optional(ALGORITHM_NAME, "RS256, ES256 and so on", TokenSettings::algorithm);

    static final Setting<Integer> CLOCK_SKEW = Setting.integer("mp.jwt.verify.clock.skew", 10, 0, 600);

    static final Setting<Optional<Integer>> AGE = Setting.optionalInteger("mp.jwt.verify.token.age", 1, 31_536_000);

    static final Setting<String> ROLES_CLAIM = Setting.text(
            "clarify.jwt.roles-claim",
            "groups",
            "paths with commas",
            text -> list(text).isEmpty()
                    ? Optional.of("must be paths with commas, but is '" + text + "'")
                    : Optional.empty());

    static final Setting<Optional<Map<String, Set<String>>>> ROLES =
            Setting.optional(ROLES_NAME, "name=role pairs with commas", TokenSettings::roles);

    static final Setting<String> SUBJECTS = Setting.text(
            "clarify.jwt.subjects",
            "uuid",
            "uuid, any",
            text -> Set.of("uuid", "any").contains(text)
                    ? Optional.empty()
                    : Optional.of("must be uuid or any, but is '" + text + "'"));

    /** Java has no secp256k1. */
    private static final Set<JWSAlgorithm> SIGNATURES = Stream.concat(
                    JWSAlgorithm.Family.RSA.stream(), JWSAlgorithm.Family.EC.stream())
            .filter(algorithm -> !algorithm.equals(JWSAlgorithm.ES256K))
            .collect(Collectors.toUnmodifiableSet());

    /** @throws WrongSetting if a setting cannot be used */
    public static TokenSettings read(Settings settings) {
        Optional<KeySource> key = settings.get(KEY);
        Optional<KeySource> location = settings.get(LOCATION);
        return new TokenSettings(
                settings.get(ISSUER),
                settings.get(AUDIENCES).orElse(List.of()),
                key.or(() -> location),
                settings.get(ALGORITHM).map(Set::of).orElse(SIGNATURES),
                Duration.ofSeconds(settings.get(CLOCK_SKEW)),
                settings.get(AGE).map(Duration::ofSeconds),
                new RolesClaim(
                        list(settings.get(ROLES_CLAIM)), settings.get(ROLES).orElse(Map.of())),
                settings.get(SUBJECTS).equals("any"));
    }

    /** Nobody who sets it means that every audience will do. */
    private static List<String> audiences(String text) {
        List<String> names = list(text);
        if (names.isEmpty()) {
            throw new WrongSetting(AUDIENCES_NAME, "must be names with commas, but is '" + text + "'");
        }
        return names;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split("(?<!\\\\),"))
                .map(name -> name.replace("\\,", ",").strip())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static KeySource key(String text) {
        try {
            return KeySource.of(PublicKeys.parse(text));
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(
                    KEY_NAME,
                    "must be a public key of RSA or an elliptic curve, as PEM or as a JSON Web Key (set): "
                            + e.getMessage());
        }
    }

    /** What is on this machine must be there at the start; another machine may come later. */
    private static KeySource location(String text) {
        try {
            var location = new KeyLocation(text);
            if (!location.isRemote()) {
                location.read(Duration.ZERO);
            }
            return location;
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(text, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(text, e);
        }
    }

    private static WrongSetting unusable(String location, Exception reason) {
        return new WrongSetting(
                LOCATION_NAME,
                "must be a URL, or a file or resource with public keys, but '" + location + "' cannot be used: "
                        + reason);
    }

    private static JWSAlgorithm algorithm(String text) {
        JWSAlgorithm algorithm = JWSAlgorithm.parse(text.strip());
        if (!SIGNATURES.contains(algorithm)) {
            throw new WrongSetting(ALGORITHM_NAME, "must be one of " + SIGNATURES + ", but is '" + text + "'");
        }
        return algorithm;
    }

    private static Map<String, Set<String>> roles(String text) {
        Map<String, Set<String>> roles = new HashMap<>();
        for (String pair : list(text)) {
            int equals = pair.lastIndexOf('=');
            String role = pair.substring(equals + 1).strip();
            if (equals < 1 || !RolesClaim.ROLES.contains(role)) {
                throw new WrongSetting(
                        ROLES_NAME,
                        "must be pairs such as team=user,ops=admin with the roles user, agent and admin, but has '"
                                + pair + "'");
            }
            roles.computeIfAbsent(pair.substring(0, equals).strip(), name -> new HashSet<>())
                    .add(role);
        }
        return roles;
    }
}
