package clarify.token;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what is decided about tokens. Thread-safe. */
public final class TokenMetrics {

    private final Map<Outcome, Counter> tokens = new EnumMap<>(Outcome.class);

    /** The label. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        /** The keys of the issuer cannot be read. */
        UNVERIFIED
    }

    public TokenMetrics(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            tokens.put(
                    outcome,
                    Counter.builder("clarify.tokens")
                            .description("Bearer tokens of requests, by what was decided about them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(Outcome outcome) {
        requireNonNull(tokens.get(outcome)).increment();
    }
}
