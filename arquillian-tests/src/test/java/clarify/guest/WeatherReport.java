package clarify.guest;

import clarify.cache.CacheBean;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;

/** An EJB that is injected with the cache. */
@Stateless
public class WeatherReport {
    @Inject
    CacheBean cache;

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
}
