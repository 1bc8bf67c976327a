package clarify.redis;

import clarify.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * What all TLS connections to Redis have in common: certificates, keys, and the sessions that a next connection resumes. It
 * is made anew when its files have changed. Thread-safe.
 */
final class TlsContext {

    private static final Logger LOG = Logger.getLogger(TlsContext.class.getName());

    private static final List<Stamp> UNUSABLE = List.of();

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final TlsFiles files;
    private volatile SSLContext context;

    /** The files that were read; those of {@link #UNUSABLE} are tried again. */
    private List<Stamp> read;

    /** As they were at the last look. */
    private List<Stamp> seen;

    private Optional<Complaint> complaint = Optional.empty();

    /** Reads the files. @throws WrongSetting if one cannot be used */
    TlsContext(TlsFiles files) {
        this.files = files;
        this.read = stamps();
        this.seen = read;
        this.context = files.context();
        warmUp();
    }

    /** What changes when a file does, also one behind a link. */
    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object file) {

        private static final Stamp OF_NONE = new Stamp(null, -1, null);

        static Stamp of(PemFile file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file.path(), BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return OF_NONE;
            }
        }
    }

    /** What has been told of files that could not be used. */
    private record Complaint(List<Stamp> files, String text) {}

    private List<Stamp> stamps() {
        return files.all().map(Stamp::of).toList();
    }

    /** The client's side of a connection to that host, whose certificate must be for this name or address. */
    SSLEngine engine(String host, int port) {
        SSLEngine engine = context.createSSLEngine(withoutLastDot(host), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(VERSIONS);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A name that ends in a dot is looked up as it is; certificates never have it. */
    private static String withoutLastDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    TlsFiles files() {
        return files;
    }

    /**
     * Reads the files again if they have changed and were the same at the last two looks, so that what is being written is
     * left alone. Files that cannot be used change nothing and are tried again at each look: who may read them is no part of
     * what is looked at. To be called twice a second or so, never by a request: nothing
     * bounds how long a file takes.
     */
    synchronized void refreshIfDue() {
        List<Stamp> now = stamps();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(read)) {
            readAgain(now);
        }
    }

    private void readAgain(List<Stamp> now) {
        read = now;
        try {
            context = files.context();
            complaint = Optional.empty();
            LOG.info("The files of TLS to Redis have changed and were read again; new connections use them.");
        } catch (WrongSetting e) {
            read = UNUSABLE;
            complain(new Complaint(now, String.valueOf(e.getMessage())));
        }
    }

    private void complain(Complaint next) {
        if (!complaint.equals(Optional.of(next))) {
            LOG.warning(() -> next.text() + " What was read before stays in use.");
        }
        complaint = Optional.of(next);
    }

    /** The first connection must not wait for the JVM to load what TLS needs. */
    private void warmUp() {
        try {
            TlsLayer.warmUp(engine("localhost", 1));
        } catch (SSLException e) {
            LOG.fine(() -> "TLS could not be tried: " + e);
        }
    }
}
