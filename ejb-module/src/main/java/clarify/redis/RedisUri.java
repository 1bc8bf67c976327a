package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.settings.WrongSetting;
import java.net.URLDecoder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The setting that says where Redis is, as it was written.
 *
 * @param hosts one, or those of several Sentinels
 */
record RedisUri(
        List<Host> hosts, @Nullable String user, @Nullable String password, int database, boolean tls) {

    static final String SETTING = "clarify.redis.uri";

    private static final int LAST_PORT = 65_535;
    private static final String FORM = "must look like redis://user:password@host:6379/0, or rediss:// for TLS";
    private static final String HOST = "(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,9})?";

    /** Not java.net.URI: it knows no host with an underscore. */
    private static final Pattern REDIS = Pattern.compile("(?<scheme>rediss?)://(?:(?<login>[^/]*)@)?(?<hosts>" + HOST
            + "(?:\\s*,\\s*" + HOST + ")*)\\s*(?:/(?<database>[0-9]{1,4})?)?");

    private static final Pattern PORT = Pattern.compile(":([0-9]+)$");

    /** @param port empty if it is not said */
    record Host(String name, OptionalInt port) {

        private static Host parse(String text) {
            Matcher port = PORT.matcher(text);
            boolean said = port.find() && !text.endsWith("]");
            String name = said ? text.substring(0, port.start()) : text;
            return new Host(
                    name.replaceAll("[\\[\\]]", ""),
                    said ? OptionalInt.of(checked(Integer.parseInt(port.group(1)))) : OptionalInt.empty());
        }
    }

    /**
     * Reads {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS; all but scheme and host may be
     * left out, and there may be several hosts with commas between. User and password may be percent-encoded; an IPv6 address
     * stands in brackets.
     *
     * @throws WrongSetting without the text, which may hold a password
     */
    static RedisUri parse(String text) {
        Matcher uri = REDIS.matcher(text.strip());
        if (!uri.matches()) {
            throw new WrongSetting(SETTING, FORM);
        }
        Login login = Login.of(Optional.ofNullable(uri.group("login")));
        return new RedisUri(
                Stream.of(uri.group("hosts").split(","))
                        .map(String::strip)
                        .map(Host::parse)
                        .toList(),
                login.user,
                login.password,
                uri.group("database") == null ? 0 : Integer.parseInt(uri.group("database")),
                uri.group("scheme").equals("rediss"));
    }

    /** @return the same with those instead of its own that are there */
    RedisUri as(Optional<String> otherUser, Optional<String> otherPassword) {
        return new RedisUri(hosts, otherUser.orElse(user), otherPassword.orElse(password), database, tls);
    }

    /** @param defaultPort of hosts that do not say theirs */
    List<RedisAddress> addresses(int defaultPort) {
        return hosts.stream()
                .map(host ->
                        new RedisAddress(host.name(), host.port().orElse(defaultPort), user, password, database, tls))
                .toList();
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

    static boolean isPort(long port) {
        return port >= 1 && port <= LAST_PORT;
    }

    private static int checked(int port) {
        if (!isPort(port)) {
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

    /** The password stays out of it. */
    @Override
    public String toString() {
        return hosts.toString();
    }
}
