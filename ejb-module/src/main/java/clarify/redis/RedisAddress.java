package clarify.redis;

import clarify.settings.WrongSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Redis listens, and as whom to speak to it. Its text shows neither user nor password. */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database) {

    static final String SETTING = "clarify.redis.uri";

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,4})");

    /**
     * Reads {@code redis://user:password@host:port/database}; all but scheme and host may be left out.
     *
     * @throws WrongSetting without the text, which may hold a password
     */
    static RedisAddress parse(String text) {
        URI uri = uri(text);
        if ("rediss".equals(uri.getScheme())) {
            throw new WrongSetting(SETTING, "uses TLS (rediss://), which this version does not support");
        }
        Matcher database = DATABASE.matcher(uri.getPath() == null ? "" : uri.getPath());
        if (!"redis".equals(uri.getScheme())
                || uri.getHost() == null
                || !database.matches()
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new WrongSetting(SETTING, "must look like redis://user:password@host:6379/0");
        }
        String userInfo = uri.getUserInfo();
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        if (userInfo != null && colon < 0) {
            throw new WrongSetting(SETTING, "names a user without a password; write user:password@ or :password@");
        }
        return new RedisAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                userInfo == null || colon == 0 ? null : userInfo.substring(0, colon),
                userInfo == null ? null : userInfo.substring(colon + 1),
                database.group(1) == null ? 0 : Integer.parseInt(database.group(1)));
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new WrongSetting(SETTING, "is not a URI; write redis://user:password@host:6379/0");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
