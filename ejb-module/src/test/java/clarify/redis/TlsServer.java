package clarify.redis;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * A real redis-server that speaks TLS on one port and none on another: by itself, with OpenSSL, or through a relay in this
 * JVM, which works with a binary that was built without TLS, too. Another binary can be tried with
 * {@code -Dclarify.test.redis-server=/usr/bin/redis-server}.
 */
public final class TlsServer implements AutoCloseable {

    /** Who speaks TLS. */
    public enum Kind {
        REDIS,
        RELAY
    }

    private final int plainPort = RedisFixture.freePort();
    private final int port;
    private final RedisServer redis;
    private final Optional<SwitchedProxy> relay;

    private TlsServer(RedisServerBuilder builder, int tlsPort, Optional<ServerSocket> listening) {
        String other = System.getProperty("clarify.test.redis-server", "");
        if (!other.isEmpty()) {
            builder.executableProvider(() -> new File(other));
        }
        try {
            redis = builder.port(plainPort).setting("save \"\"").build();
            redis.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        relay = listening.map(socket -> new SwitchedProxy(plainPort, socket));
        port = listening.map(ServerSocket::getLocalPort).orElse(tlsPort);
    }

    /** @param own its certificate, signed by {@code authority} */
    public static TlsServer start(Kind kind, TestCertificate own, TestCertificate authority, Path directory) {
        return start(kind, own, authority, directory, false);
    }

    /** One that wants certificates of its clients, signed by {@code authority}. */
    static TlsServer demanding(Kind kind, TestCertificate own, TestCertificate authority, Path directory) {
        return start(kind, own, authority, directory, true);
    }

    private static TlsServer start(
            Kind kind, TestCertificate own, TestCertificate authority, Path directory, boolean demanding) {
        if (kind == Kind.RELAY) {
            return new TlsServer(RedisServer.newRedisServer(), 0, Optional.of(listening(own, authority, demanding)));
        }
        int port = RedisFixture.freePort();
        try {
            return new TlsServer(
                    RedisServer.newRedisServer()
                            .setting("tls-port " + port)
                            .setting("tls-cert-file " + own.certificateIn(directory))
                            .setting("tls-key-file " + own.keyIn(directory))
                            .setting("tls-ca-cert-file " + authority.certificateIn(directory))
                            .setting("tls-auth-clients " + (demanding ? "yes" : "no")),
                    port,
                    Optional.empty());
        } catch (UncheckedIOException e) {
            return abort("This redis-server was built without TLS: " + e.getMessage());
        }
    }

    /** A port of this JVM on which TLS is spoken. */
    static SSLServerSocket listening(TestCertificate own, TestCertificate authority, boolean demanding) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("own", own.key(), new char[0], new Certificate[] {own.certificate()});
            keys.setCertificateEntry("authority", authority.certificate());
            KeyManagerFactory ofKeys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            ofKeys.init(keys, new char[0]);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ofKeys.getKeyManagers(), trusted.getTrustManagers(), null);
            SSLServerSocket socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            socket.setNeedClientAuth(demanding);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of TLS. */
    public int port() {
        return port;
    }

    int plainPort() {
        return plainPort;
    }

    public String uri() {
        return "rediss://localhost:" + port;
    }

    /** Without TLS. */
    public Jedis client() {
        return new Jedis("localhost", plainPort);
    }

    @Override
    public void close() {
        relay.ifPresent(SwitchedProxy::close);
        try {
            redis.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
