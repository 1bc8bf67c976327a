package clarify.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * A real redis-server that speaks TLS with the application, which signs in as a user with the least rights. An eavesdropper stands
 * between them. The test comes without TLS.
 */
public final class TlsRedis implements AutoCloseable {
    private final ServerCertificate own = new ServerCertificate();

    /** In the files that Redis reads when it starts. */
    private final ServerCertificate shown = new ServerCertificate();

    private final int tlsPort = Ports.free();
    private final Redis redis;
    private final TcpProxy wire = new TcpProxy(tlsPort);
    private boolean troubled;

    TlsRedis() {
        own.replace(shown);
        List<String> settings = new ArrayList<>(shown.linesOfRedis(tlsPort));
        settings.add(LeastUser.LINE);
        redis = new Redis("", settings);
    }

    /** What the application needs. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(LeastUser.SETTINGS);
        settings.put("clarify.redis.uri", "rediss://127.0.0.1:" + wire.port());
        settings.put("clarify.redis.tls.ca-file", own.certificate.toString());
        return settings;
    }

    public Redis redis() {
        return redis;
    }

    /** What passes between Redis and the application can be heard there. */
    public TcpProxy wire() {
        return wire;
    }

    /** Starts Redis anew, with a certificate that the application does not trust. */
    public void showAnotherCertificate() {
        troubled = true;
        new ServerCertificate().replace(shown);
        startAnew();
    }

    /** Ends all connections. */
    public void changePassword() {
        change("resetpass", ">another");
    }

    /** Also ends all connections. */
    public void takeRight(String command) {
        change("-" + command);
    }

    private void change(String... rules) {
        troubled = true;
        redis.ask(jedis -> jedis.aclSetUser(LeastUser.NAME, rules));
        redis.ask(jedis ->
                jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES)));
    }

    /** Ends every trouble. */
    public void restore() {
        if (troubled) {
            own.replace(shown);
            startAnew();
            troubled = false;
        }
    }

    private void startAnew() {
        redis.stop();
        redis.start();
    }

    @Override
    public void close() {
        wire.close();
        redis.close();
    }
}
