package clarify.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** A certificate with its key, written in DER (RFC 5280) as the JDK has no way to make one. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final Duration DAY = Duration.ofDays(1);

    private static final byte[] WITH_ECDSA = hex("300A06082A8648CE3D040302");
    private static final byte[] WITH_RSA = hex("300D06092A864886F70D01010B0500");

    /** Of a CA that signs its own. */
    public static TestCertificate authority(String name) {
        return authority(name, "EC");
    }

    static TestCertificate rsaAuthority(String name) {
        return authority(name, "RSA");
    }

    private static TestCertificate authority(String name, String algorithm) {
        KeyPair pair = pair(algorithm);
        return make(name, name, pair.getPrivate(), pair, extension("551D13", der(SEQUENCE, hex("0101FF"))), -1, 1);
    }

    /** @param names host names and addresses that it is for */
    public TestCertificate sign(String... names) {
        return signed("EC", -1, 1, names);
    }

    TestCertificate signRsa(String... names) {
        return signed("RSA", -1, 1, names);
    }

    TestCertificate signExpired(String... names) {
        return signed("EC", -2, -1, names);
    }

    TestCertificate signForTomorrow(String... names) {
        return signed("EC", 1, 2, names);
    }

    private TestCertificate signed(String algorithm, int fromDay, int toDay, String... names) {
        byte[][] all = List.of(names).stream().map(TestCertificate::alternative).toArray(byte[][]::new);
        String issuer = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return make(names[0], issuer, key, pair(algorithm), extension("551D11", der(SEQUENCE, all)), fromDay, toDay);
    }

    private static TestCertificate make(
            String name, String issuer, PrivateKey signer, KeyPair pair, byte[] extension, int fromDay, int toDay) {
        byte[] algorithm = signer.getAlgorithm().equals("EC") ? WITH_ECDSA : WITH_RSA;
        byte[] content = der(
                SEQUENCE,
                hex("A003020102"),
                der(0x02, new BigInteger(63, new SecureRandom()).toByteArray()),
                algorithm,
                new X500Principal("CN=" + issuer).getEncoded(),
                der(SEQUENCE, time(fromDay), time(toDay)),
                new X500Principal("CN=" + name).getEncoded(),
                pair.getPublic().getEncoded(),
                der(0xA3, der(SEQUENCE, extension)));
        byte[] signature = signature(signer, content);
        byte[] whole = der(SEQUENCE, content, algorithm, der(0x03, new byte[1], signature));
        return new TestCertificate(parsed(whole), pair.getPrivate());
    }

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signature(PrivateKey signer, byte[] content) {
        try {
            Signature signature =
                    Signature.getInstance(signer.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(signer);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate parsed(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] extension(String identifier, byte[] value) {
        return der(SEQUENCE, der(0x06, hex(identifier)), der(OCTETS, value));
    }

    private static byte[] alternative(String name) {
        try {
            return name.matches("[0-9.]+|.*:.*")
                    ? der(0x87, InetAddress.getByName(name).getAddress())
                    : der(0x82, name.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] time(int day) {
        Instant instant = Instant.now().plus(DAY.multipliedBy(day));
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
        return der(0x17, text.getBytes(US_ASCII));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length >= 0x80) {
            all.writeBytes(length > 0xff ? new byte[] {(byte) 0x82, (byte) (length >> 8)} : new byte[] {(byte) 0x81});
        }
        all.write(length);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    PublicKey publicKey() {
        return certificate.getPublicKey();
    }

    public String pem() {
        return pem("CERTIFICATE", encoded());
    }

    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the file of the certificate, in PEM */
    public Path certificateIn(Path directory) {
        return written(directory.resolve(serial() + ".crt"), pem());
    }

    /** @return the file of the key, in PEM */
    public Path keyIn(Path directory) {
        return written(directory.resolve(serial() + ".key"), keyPem());
    }

    private String serial() {
        return certificate.getSerialNumber().toString();
    }

    private static Path written(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
