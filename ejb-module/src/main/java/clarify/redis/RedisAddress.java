package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.settings.WrongSetting;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis listens, and as whom to speak to it. Its text shows neither user nor password.
 *
 * @param tls whether it speaks TLS there
 */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        boolean tls) {

    static final String SETTING = "clarify.redis.uri";

    private static final int DEFAULT_PORT = 6379;
    private static final int LAST_PORT = 65_535;
    private static final String FORM = "must look like redis://user:password@host:6379/0, or rediss:// for TLS";

    /** Not java.net.URI: it knows no host with an underscore. */
    private static final Pattern REDIS = Pattern.compile("(?<scheme>rediss?)://(?:(?<login>[^/]*)@)?"
            + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(?<port>[0-9]{1,9}))?(?:/(?<database>[0-9]{1,4})?)?");

    /**
     * Reads {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; all but scheme and host may be
     * left out. User and password may be percent-encoded; an IPv6 address stands in brackets.
     *
     * @throws WrongSetting without the text, which may hold a password
     */
    static RedisAddress parse(String text) {
        Matcher uri = REDIS.matcher(text.strip());
        if (!uri.matches()) {
            throw new WrongSetting(SETTING, FORM);
        }
        Login login = Login.of(Optional.ofNullable(uri.group("login")));
        return new RedisAddress(
                uri.group("host").replaceAll("[\\[\\]]", ""),
                port(uri.group("port")),
                login.user,
                login.password,
                uri.group("database") == null ? 0 : Integer.parseInt(uri.group("database")),
                uri.group("scheme").equals("rediss"));
    }

    private record Login(@Nullable String user, @Nullable String password) {

        private static final Login NONE = new Login(null, null);

        static Login of(Optional<String> text) {
            return text.map(Login::parse).orElse(NONE);
        }

        private static Login parse(String text) {
            int colon = text.indexOf(':');
            String user = decoded(colon < 0 ? text : text.substring(0, colon));
            String password = colon < 0 ? null : decoded(text.substring(colon + 1));
            if (user.isEmpty()) {
                return new Login(null, password == null || password.isEmpty() ? null : password);
            }
            return new Login(user, password);
        }
    }

    /** @return the same with those instead of its own that are there */
    RedisAddress as(Optional<String> otherUser, Optional<String> otherPassword) {
        return new RedisAddress(host, port, otherUser.orElse(user), otherPassword.orElse(password), database, tls);
    }

    private static int port(@Nullable String digits) {
        int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > LAST_PORT) {
            throw new WrongSetting(SETTING, "has the port " + port + "; a port is 1.." + LAST_PORT);
        }
        return port;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new WrongSetting(
                    SETTING, "has a user or password with a % that two hexadecimal digits do not follow");
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + database;
    }
}
