package clarify.startup;

import clarify.cache.CacheSettings;
import clarify.context.TokenEstimator;
import clarify.journal.MigrationGate;
import clarify.logging.StructuredLog;
import clarify.nodes.Build;
import clarify.nodes.NodeSettings;
import clarify.redis.HistoryState;
import clarify.redis.Redis;
import clarify.redis.RedisGreeting;
import clarify.settings.Settings;
import clarify.token.TokenSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Logger;

/** Tells what has started, with what, and what is doubtful about it. */
@ApplicationScoped
public class StartReport {

    private static final Logger LOG = Logger.getLogger(StartReport.class.getName());

    private static final StructuredLog RECORDS = StructuredLog.named(StartReport.class.getName());

    private final Redis redis;
    private final MigrationGate gate;
    private final TokenEstimator estimator;

    @Inject
    StartReport(Redis redis, MigrationGate gate, TokenEstimator estimator) {
        this.redis = redis;
        this.gate = gate;
        this.estimator = estimator;
    }

    /** For the client proxy. */
    @SuppressWarnings("NullAway")
    StartReport() {
        this(null, null, null);
    }

    /**
     * Asks Redis, and warns if it does not answer as it should, or of what is doubtful about whose tokens are accepted. One record
     * follows as soon as the tables are up to date. Calls no EJB; takes as long as a call of Redis.
     *
     * @param server name and version of the server
     * @param settings of the application
     */
    public void tell(String server, Settings settings) {
        Optional<RedisGreeting> greeting = redis.greet();
        greeting.flatMap(StartReport::warning).ifPresent(LOG::warning);
        greeting.flatMap(StartReport::doubtful).ifPresent(LOG::warning);
        TokenSettings tokens = TokenSettings.read(settings);
        doubtful(tokens).ifPresent(LOG::warning);
        Started started = new Started(
                NodeSettings.read(settings).name(),
                Build.ofThis(),
                server,
                greeting,
                tokens,
                nameOf(estimator),
                CacheSettings.read(settings));
        gate.whenOpen(database -> RECORDS.info("clarify.start", record -> started.addTo(record, database)));
    }

    private static Optional<String> warning(RedisGreeting greeting) {
        return greeting.failure()
                .map(failure -> "Redis at " + greeting.address() + " cannot be used: " + failure
                        + (failure.endsWith(".") ? "" : ".")
                        + " Contexts come from the database until it can. Look at Redis and at the setting"
                        + " clarify.redis.uri.");
    }

    private static Optional<String> doubtful(RedisGreeting greeting) {
        return greeting.history() == HistoryState.IGNORED
                ? Optional.of(
                        "Setting clarify.redis.history is ignore: when another Redis becomes the master, or an old"
                                + " backup is loaded, contexts may show what was before a change.")
                : Optional.empty();
    }

    private static Optional<String> doubtful(TokenSettings tokens) {
        if (tokens.issuer().isEmpty()) {
            return Optional.of("Setting " + TokenSettings.ISSUER + " has no value: every call is refused.");
        }
        if (tokens.keys().isEmpty()) {
            return Optional.of("Neither setting " + TokenSettings.KEY + " nor " + TokenSettings.LOCATION
                    + " has a value: every call is refused.");
        }
        return tokens.audiences().isEmpty()
                ? Optional.of("Setting " + TokenSettings.AUDIENCES
                        + " has no value: tokens that the issuer has issued for other services are accepted too.")
                : Optional.empty();
    }

    /** The class of the bean is a proxy's. */
    private static String nameOf(TokenEstimator estimator) {
        String name = estimator.getClass().getName();
        int proxy = name.indexOf('$');
        return proxy < 0 ? name : name.substring(0, proxy);
    }
}
