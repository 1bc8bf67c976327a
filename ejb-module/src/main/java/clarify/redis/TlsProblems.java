package clarify.redis;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what is wrong when TLS with one host fails, and what to do. Immutable. */
record TlsProblems(String host, TlsFiles files) {

    private static final String ALERT = "Received fatal alert: ";

    /** In TLS 1.2 a missing certificate is a handshake that fails. */
    private static final List<String> OF_MISSING_CERTIFICATE =
            List.of("certificate_required", "bad_certificate", "handshake_failure");

    private static final List<String> OF_CERTIFICATE = List.of(
            "certificate_required",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "decrypt_error");

    private static final String SHOW = "set " + TlsFiles.CERTIFICATE_NAME + " and " + TlsFiles.KEY_NAME;

    /** Without TLS, at the other side's first word. */
    static ConnectionProblem missing() {
        return new ConnectionProblem("Redis speaks TLS at this port. Write rediss:// in " + RedisUri.SETTING + ".");
    }

    /** Without TLS, before its first word. */
    static ConnectionProblem hungUpWithout(IOException cause) {
        return new ConnectionProblem(
                "Redis hung up before it said anything (" + cause.getMessage()
                        + "). If it speaks TLS at this port, write rediss:// in " + RedisUri.SETTING + ".",
                cause);
    }

    /** In the middle of the handshake. */
    ConnectionProblem hungUp() {
        return new ConnectionProblem(
                "Redis hung up during the TLS handshake. Look whether this is its port for TLS, and into"
                        + " its log.");
    }

    ConnectionProblem hungUp(IOException cause) {
        return because(cause, hungUp());
    }

    /** Who refuses a certificate in TLS 1.3 says so only after the handshake, and may not be heard. */
    ConnectionProblem hungUpAfterHandshake() {
        return new ConnectionProblem("Redis hung up right after the TLS handshake. "
                + (files.certificate().isPresent()
                        ? "Look into its log whether it refuses the certificate of " + TlsFiles.CERTIFICATE_NAME + "."
                        : "If it wants a client certificate, " + SHOW + "."));
    }

    ConnectionProblem hungUpAfterHandshake(IOException cause) {
        return because(cause, hungUpAfterHandshake());
    }

    ConnectionProblem silent(IOException cause) {
        return new ConnectionProblem(
                "Redis did not answer the TLS handshake in time. It hangs, or does not speak TLS at this port: then use its"
                        + " port for TLS, or write redis:// in " + RedisUri.SETTING + ".",
                cause);
    }

    ConnectionProblem late(IOException cause) {
        return new ConnectionProblem("The TLS handshake with Redis was not finished in time.", cause);
    }

    ConnectionProblem of(SSLException failure) {
        return new ConnectionProblem(text(failure), failure);
    }

    private static ConnectionProblem because(IOException cause, ConnectionProblem problem) {
        problem.initCause(cause);
        return problem;
    }

    private String text(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith(ALERT)) {
            return refusal(message.substring(ALERT.length()));
        }
        if (message.startsWith("Unsupported or unrecognized SSL message")) {
            return "Redis does not speak TLS at this port. Use its port for TLS, or write redis:// in "
                    + RedisUri.SETTING + ".";
        }
        return certificate(failure).orElse("The TLS handshake with Redis failed: " + message + ".");
    }

    private String refusal(String alert) {
        if (files.certificate().isEmpty() && OF_MISSING_CERTIFICATE.contains(alert)) {
            return "Redis refuses the TLS handshake (" + alert + "): it wants a client certificate; " + SHOW + ".";
        }
        if (OF_CERTIFICATE.contains(alert)) {
            return "Redis refuses the client certificate of " + TlsFiles.CERTIFICATE_NAME + " (" + alert
                    + "). Take one that is valid and signed by a CA that Redis trusts.";
        }
        if (alert.equals("protocol_version")) {
            return "Redis speaks neither TLS 1.3 nor TLS 1.2.";
        }
        return "Redis refuses the TLS handshake (" + alert + "). Look into its log.";
    }

    private Optional<String> certificate(Throwable failure) {
        if (hasCause(failure, CertificateExpiredException.class)) {
            return Optional.of("The certificate of Redis, or one of those that signed it, has expired. Renew it.");
        }
        if (hasCause(failure, CertificateNotYetValidException.class)) {
            return Optional.of(
                    "The certificate of Redis is not valid yet. Compare the clocks of this node and of Redis.");
        }
        if (hasCause(failure, CertPathBuilderException.class)
                || Causes.of(failure).anyMatch(TlsProblems::isOfAnotherSigner)) {
            return Optional.of("The certificate of Redis is signed by nobody whom "
                    + (files.ca().isPresent() ? TlsFiles.CA_NAME + " names" : "the JVM's trust store names")
                    + ". Set " + TlsFiles.CA_NAME + " to a file with the certificate of the CA that signed it.");
        }
        return Causes.of(failure)
                .filter(cause -> cause.getClass().equals(CertificateException.class))
                .findFirst()
                .map(cause -> "The certificate of Redis is not for " + host + " (" + cause.getMessage()
                        + "). Write a name in " + RedisUri.SETTING
                        + " that it is for, or have one made with this name (subjectAltName).");
    }

    /** Of the same name, such as a CA that was made anew. */
    private static boolean isOfAnotherSigner(Throwable cause) {
        return cause instanceof CertPathValidatorException invalid
                && (invalid.getReason() == BasicReason.INVALID_SIGNATURE
                        || invalid.getCause() instanceof InvalidKeyException);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return Causes.of(failure).anyMatch(type::isInstance);
    }
}
