package clarify.tests;

import clarify.testkit.Tokens;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Tokens that must be refused. */
enum BadToken {
    NONSENSE {
        @Override
        String of(Tokens tokens, String subject) {
            return "nonsense";
        }
    },
    EXPIRED {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject)
                    .expirationTime(Date.from(Instant.now().minusSeconds(3600)))
                    .build());
        }
    },
    WITHOUT_EXPIRY {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject).expirationTime(null).build());
        }
    },
    NOT_VALID_YET {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject)
                    .notBeforeTime(Date.from(Instant.now().plusSeconds(120)))
                    .build());
        }
    },
    WITH_A_NUMBER_AS_SUBJECT {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(
                    user(tokens, subject).subject(null).claim("sub", 42).build());
        }
    },
    FOR_ANOTHER_PURPOSE {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(
                    new JOSEObjectType("logout+jwt"), user(tokens, subject).build());
        }
    },
    WRONG_ISSUER {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(
                    user(tokens, subject).issuer("https://issuer.example.org").build());
        }
    },
    WITHOUT_ISSUER {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject).issuer(null).build());
        }
    },
    WRONG_AUDIENCE {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject).audience("another").build());
        }
    },
    WITHOUT_AUDIENCE {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject).audience((String) null).build());
        }
    },
    WITHOUT_SUBJECT {
        @Override
        String of(Tokens tokens, String subject) {
            return tokens.sign(user(tokens, subject).subject(null).build());
        }
    },
    WRONG_KEY {
        @Override
        String of(Tokens tokens, String subject) {
            return new Tokens().of(subject, "user");
        }
    },
    /** {@code alg: none}. */
    UNSIGNED {
        @Override
        String of(Tokens tokens, String subject) {
            return new PlainJWT(user(tokens, subject).build()).serialize();
        }
    },
    SIGNATURE_CUT_OFF {
        @Override
        String of(Tokens tokens, String subject) {
            String token = tokens.of(subject, "user");
            return token.substring(0, token.lastIndexOf('.') + 1);
        }
    },
    SIGNATURE_OF_ANOTHER {
        @Override
        String of(Tokens tokens, String subject) {
            String good = tokens.of("00000000-0000-0000-0000-000000000000", "user");
            String signature = good.substring(good.lastIndexOf('.'));
            String token = tokens.of(subject, "user");
            return token.substring(0, token.lastIndexOf('.')) + signature;
        }
    },
    HS256_WITH_THE_PUBLIC_KEY {
        @Override
        String of(Tokens tokens, String subject) {
            return hs256(tokens, subject, tokens.publicKey());
        }
    },
    HS256_WITH_THE_PUBLIC_KEY_AS_CONFIGURED {
        @Override
        String of(Tokens tokens, String subject) {
            return hs256(tokens, subject, Base64.getEncoder().encode(tokens.publicKey()));
        }
    },
    HS256_WITH_THE_PUBLIC_KEY_AS_PEM {
        @Override
        String of(Tokens tokens, String subject) {
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(tokens.publicKey())
                    + "\n-----END PUBLIC KEY-----\n";
            return hs256(tokens, subject, pem.getBytes(StandardCharsets.US_ASCII));
        }
    };

    abstract String of(Tokens tokens, String subject);

    private static JWTClaimsSet.Builder user(Tokens tokens, String subject) {
        return tokens.claims(subject, "user");
    }

    private static String hs256(Tokens tokens, String subject, byte[] secret) {
        try {
            return tokens.sign(
                    JWSAlgorithm.HS256,
                    new MACSigner(secret),
                    user(tokens, subject).build());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
