package clarify.context;

import clarify.cache.CacheBean;
import clarify.cache.CachedLists;
import clarify.context.Context.Part;
import clarify.context.Context.Source;
import clarify.context.ContextMetrics.Build;
import clarify.journal.Lookups;
import clarify.kind.Kind;
import clarify.logging.StructuredLog;
import clarify.settings.Settings;
import clarify.trace.Tracing;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the text that a language model is told about a person. Never fails because of the cache, and waits for it at
 * most its deadline (500 ms); lookups may take {@code clarify.lookup.timeout} (2 s) more. Thread-safe; takes no part in
 * the caller's transaction, whose own changes it does not see.
 */
@ApplicationScoped
public class ContextBuilder {

    private static final StructuredLog LOG = StructuredLog.named(ContextBuilder.class.getName());

    @Inject
    CacheBean cache;

    @Inject
    Lookups lookups;

    @Inject
    BoundedExecutor threads;

    @Inject
    TokenEstimator estimator;

    @Inject
    ContextSettingsHolder settings;

    @Inject
    ContextMetrics figures;

    private Tracing tracing = Tracing.none();

    @SuppressWarnings("NullAway.Init")
    private ListLoaders sources;

    @PostConstruct
    void start() {
        start(Tracing.ofServer(Settings.ofApplication()));
    }

    void start(Tracing traced) {
        tracing = traced;
        sources = ListLoaders.of(lookups, settings.get(), threads, figures, tracing);
    }

    /** The largest budget that may be asked for, in tokens; also the usual one. */
    public int largestBudget() {
        return settings.get().budget();
    }

    /**
     * Builds the context of a person; of one without profile and rows, the empty one. A list that could not be looked up
     * is left out, and the context is marked partial.
     *
     * @param sessionId the conversation that the context is for, which it does not mention
     * @param budget tokens that the text must not exceed
     * @throws ContextUnavailable when not a single list could be had
     */
    public Context build(UUID userId, @Nullable UUID sessionId, int budget) {
        return tracing.span("clarify.buildContext", Map.of(), () -> buildTraced(userId, sessionId, budget));
    }

    private Context buildTraced(UUID userId, @Nullable UUID sessionId, int budget) {
        long start = System.nanoTime();
        CachedLists cached = cache.readContext(userId);
        ContextSettings limits = settings.get();
        LoadedLists lists = fetch(userId, cached, limits);
        if (lists.count(Source.FAILED) == Kind.values().length) {
            lists.release();
            figures.built(Build.FAILED, since(start));
            throw new ContextUnavailable();
        }
        cache.storeContext(cached, lists.toStore(), lists::release);
        Context context = assemble(lists, limits, sessionId, budget, start);
        figures.built(context.partial() ? Build.PARTIAL : Build.WHOLE, since(start));
        log(context, userId, sessionId);
        return context;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Looks up what the cache lacks of a person, as a build does, and has it stored; nobody waits for that. Does not throw
     * because of Redis or the database.
     *
     * @return empty when Redis did not answer: nothing was looked up
     */
    public Optional<WarmingResult> warm(UUID userId) {
        CachedLists cached = cache.readContext(userId);
        if (!cached.isAnswered()) {
            return Optional.empty();
        }
        LoadedLists lists = fetch(userId, cached, settings.get());
        cache.storeContext(cached, lists.toStore(), lists::release);
        return Optional.of(
                new WarmingResult(lists.count(Source.CACHE), lists.count(Source.DATABASE), lists.count(Source.FAILED)));
    }

    private LoadedLists fetch(UUID userId, CachedLists cached, ContextSettings limits) {
        var user = sources.user().begin(userId, cached);
        var dreams = sources.dreams().begin(userId, cached);
        var patterns = sources.patterns().begin(userId, cached);
        var sessions = sources.sessions().begin(userId, cached);
        var reflections = sources.reflections().begin(userId, cached);
        long deadline = System.nanoTime() + limits.lookupTimeout().toNanos();
        return new LoadedLists(
                user.await(deadline),
                dreams.await(deadline),
                patterns.await(deadline),
                sessions.await(deadline),
                reflections.await(deadline));
    }

    private Context assemble(
            LoadedLists lists, ContextSettings limits, @Nullable UUID sessionId, int budget, long start) {
        BudgetedText draft = new BudgetedText(estimator, budget);
        List<Part> parts = new ArrayList<>();
        List<Part> empty = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Selection selection = lists.select(kind, limits, sessionId);
            int items = selection.section().map(s -> s.items().size()).orElse(0);
            BudgetedText.Taken taken = selection.section().map(draft::take).orElse(BudgetedText.Taken.NOTHING);
            Part part = new Part(
                    kind,
                    items,
                    taken.items(),
                    taken.tokens(),
                    lists.source(kind),
                    lists.age(kind).map(Duration::toMillis).orElse(null),
                    selection.leftOutWithBudget(items - taken.items()));
            (items > 0 || part.source() == Source.FAILED ? parts : empty).add(part);
        }
        int hits = lists.count(Source.CACHE);
        return new Context(
                draft.text(),
                draft.tokens(),
                budget,
                lists.count(Source.FAILED) > 0,
                List.copyOf(parts),
                List.copyOf(empty),
                hits,
                Kind.values().length - hits,
                (System.nanoTime() - start) / 1_000_000);
    }

    private void log(Context context, UUID userId, @Nullable UUID sessionId) {
        LOG.info("clarify.buildContext", record -> {
            record.add("userId", userId)
                    .add("sessionId", sessionId)
                    .add("durationMs", context.durationMs())
                    .add("cacheHits", context.cacheHits())
                    .add("cacheMisses", context.cacheMisses())
                    .add("cacheEnabled", cache.isEnabled())
                    .add("sectionsIncluded", context.sectionsIncluded())
                    .add("tokensUsed", context.tokensUsed())
                    .add("partial", context.partial());
            tracing.traceId().ifPresent(id -> record.add("traceId", id));
        });
    }
}
