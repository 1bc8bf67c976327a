package clarify.guest;

import clarify.cache.CacheBean;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/** An EJB that is injected with the cache. */
@Stateless
public class WeatherReport {
    @Inject
    CacheBean cache;

    @EJB
    @SuppressWarnings("NullAway.Init")
    CacheBean asEjb;

    @Inject
    Barometer barometer;

    @Resource
    @SuppressWarnings("NullAway.Init")
    TransactionSynchronizationRegistry transactions;

    public Weather in(String town) {
        return cache.getOrLoad("guest:weather:" + town, Weather.class, Duration.ofMinutes(1), () -> measured(town))
                .orElseThrow();
    }

    public boolean remembers(String town) {
        return cache.get("guest:weather:" + town, Weather.class).isPresent();
    }

    public void forget(String town) {
        cache.delete("guest:weather:" + town);
    }

    private static Weather measured(String town) {
        return new Weather(town, town.length());
    }

    /** Does something wrong, in a transaction of its own. @return what that throws, and what becomes of the transaction */
    public String caught(String mistake, boolean ejb) {
        Object transaction = transactions.getTransactionKey();
        try {
            Object done = make(mistake, ejb ? asEjb : cache, transaction);
            return done + (transactions.getRollbackOnly() ? ", doomed" : ", alive");
        } catch (RuntimeException | Error e) {
            return e.getClass().getName() + ": " + e.getMessage()
                    + (transactions.getRollbackOnly() ? ", doomed" : ", alive");
        }
    }

    private Object make(String mistake, CacheBean door, Object transaction) {
        String key = "guest:mistake:" + UUID.randomUUID();
        Duration minute = Duration.ofMinutes(1);
        Supplier<Weather> storm = () -> {
            throw new Storm("too windy");
        };
        return switch (mistake) {
            case "bad-key" -> door.get("ctx:user:1", Weather.class);
            case "bad-key-to-load" -> door.getOrLoad(" ", Weather.class, minute, storm);
            case "bad-ttl" -> set(door, key, Duration.ZERO);
            case "for-ever" -> set(door, key, ChronoUnit.FOREVER.getDuration());
            case "error" ->
                door.getOrLoad(key, Weather.class, minute, () -> {
                    throw new StackOverflowError("too hot");
                });
            case "other-ejb" -> barometer.burst();
            case "loader" -> door.getOrLoad(key, Weather.class, minute, storm);
            default ->
                door.getOrLoad(
                                key,
                                Weather.class,
                                minute,
                                () -> new Weather(
                                        String.valueOf(transaction.equals(transactions.getTransactionKey())), 1))
                        .map(Weather::town)
                        .orElseThrow();
        };
    }

    private static boolean set(CacheBean door, String key, Duration ttl) {
        door.set(key, new Weather("Haifa", 20), ttl);
        return true;
    }

    /** What a loader of the other project throws. */
    static final class Storm extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Storm(String message) {
            super(message);
        }
    }
}
