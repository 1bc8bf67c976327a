package com.example.moons;

import clarify.cache.CacheBean;
import clarify.context.ContextBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class Moons {

    public record Moon(String name, int radiusInKilometres) {}

    @Inject
    CacheBean cache;

    @Inject
    ContextBuilder contexts;

    public Optional<Moon> moon(String name) {
        return cache.getOrLoad("moon:" + name, Moon.class, Duration.ofMinutes(10), () -> lookUp(name));
    }

    public String whatTheModelIsTold(UUID userId) {
        return contexts.build(userId, null, contexts.largestBudget()).text();
    }

    /** Your query or your call. Null when there is no such moon: then nothing is stored. */
    private Moon lookUp(String name) {
        return Map.of("Io", new Moon("Io", 1822), "Europa", new Moon("Europa", 1561)).get(name);
    }
}
