package clarify.cache;

import clarify.settings.WrongSetting;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that values are sealed with, so that whoever can read or write Redis can neither read nor forge them: AES-256-GCM
 * (NIST SP 800-38D) with a random nonce, as {@code nonce || ciphertext || tag}. The first secret seals, all of them open.
 * Thread-safe.
 */
final class Secrets {

    static final String SETTING = "clarify.cache.secret";

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int SECRET_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<Secret> all;
    private final SecureRandom random = new SecureRandom();

    private Secrets(List<Secret> all) {
        this.all = List.copyOf(all);
    }

    /**
     * One of them, and its ciphers that open and have nothing to do: making one costs as much as opening a list (ADR 78). They are as many
     * as threads have ever opened values at once.
     */
    private static final class Secret {

        private final SecretKeySpec key;
        private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

        Secret(SecretKeySpec key) {
            this.key = key;
        }

        byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
            Cipher unused = idle.poll();
            Cipher cipher = unused == null ? Cipher.getInstance(CIPHER) : unused;
            try {
                begin(
                        cipher,
                        Cipher.DECRYPT_MODE,
                        key,
                        new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES),
                        context);
                return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            } finally {
                idle.add(cipher);
            }
        }
    }

    /**
     * @param text base64 of 32 bytes, or several with commas between
     * @throws WrongSetting without the text
     */
    static Secrets parse(String text) {
        List<Secret> all = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            all.add(new Secret(new SecretKeySpec(bytes(each.strip()), "AES")));
        }
        return new Secrets(all);
    }

    private static byte[] bytes(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == SECRET_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // The same sentence tells what is wanted.
        }
        throw new WrongSetting(
                SETTING,
                "must be 32 random bytes in base64, as 'openssl rand -base64 32' makes them; several with commas");
    }

    /** @param context what the content belongs to: it can be opened with the same alone */
    byte[] seal(byte[] content, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            begin(cipher, Cipher.ENCRYPT_MODE, all.get(0).key, new GCMParameterSpec(TAG_BITS, nonce), context);
            ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + cipher.getOutputSize(content.length));
            sealed.put(nonce);
            cipher.doFinal(ByteBuffer.wrap(content), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM cannot be used", e);
        }
    }

    /** @return empty for what none of the secrets has sealed with this context */
    Optional<byte[]> open(byte[] sealed, byte[] context) {
        if (sealed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        for (Secret secret : all) {
            try {
                return Optional.of(secret.open(sealed, context));
            } catch (GeneralSecurityException e) {
                // Another one may have sealed it.
            }
        }
        return Optional.empty();
    }

    private static void begin(Cipher cipher, int mode, SecretKeySpec key, GCMParameterSpec parameters, byte[] context)
            throws GeneralSecurityException {
        cipher.init(mode, key, parameters);
        cipher.updateAAD(context);
    }
}
