package clarify.context;

import clarify.cache.CachedLists;
import clarify.cache.ListCache;
import clarify.concurrent.Bulkhead;
import clarify.concurrent.BulkheadFull;
import clarify.concurrent.LoadThreads;
import clarify.context.Context.CacheUse;
import clarify.context.Context.Source;
import clarify.context.ContextMetrics.Build;
import clarify.journal.Lookups;
import clarify.kind.Kind;
import clarify.logging.StructuredLog;
import clarify.trace.TraceSpan;
import clarify.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
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
public class ContextBuilder {

    private static final StructuredLog LOG = StructuredLog.named(ContextBuilder.class.getName());

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final ContextSettings settings;
    private final ListCache cache;
    private final TokenEstimator estimator;
    private final ContextMetrics metrics;
    private final Tracing tracing;
    private final ListLoaders loaders;
    private final Bulkhead waiting;

    /**
     * @param threads make the lookups
     * @param waiting for lookups
     */
    ContextBuilder(
            ContextSettings settings,
            ListCache cache,
            Lookups lookups,
            LoadThreads threads,
            Bulkhead waiting,
            TokenEstimator estimator,
            MeterRegistry registry,
            Tracing tracing) {
        this.settings = settings;
        this.cache = cache;
        this.waiting = waiting;
        this.estimator = estimator;
        this.metrics = new ContextMetrics(registry);
        this.tracing = tracing;
        this.loaders = ListLoaders.of(lookups, settings, threads, metrics, tracing);
    }

    /** The largest budget that may be asked for, in tokens; also the usual one. */
    public int largestBudget() {
        return settings.budget();
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
        long start = System.nanoTime();
        TraceSpan span = tracing.start("clarify.buildContext", Map.of());
        try {
            CachedLists cached = cache.read(userId);
            LoadedLists lists = load(userId, cached);
            if (lists.count(Source.FAILED) == KINDS.size()) {
                lists.release();
                metrics.built(Build.FAILED, since(start));
                throw new ContextUnavailable();
            }
            cache.store(cached, lists.toStore(), lists::release);
            boolean fresh = cached.isFresh() || lists.count(Source.CACHE) == 0;
            Context context = assemble(lists, fresh, use(cached), sessionId, budget, start);
            metrics.built(context.partial() ? Build.PARTIAL : Build.WHOLE, since(start));
            metrics.served(fresh);
            log(context, userId, sessionId);
            return context;
        } catch (RuntimeException | Error e) {
            span.failed(e);
            throw e;
        } finally {
            span.close();
        }
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
        CachedLists cached = cache.read(userId);
        if (!cached.isAnswered()) {
            return Optional.empty();
        }
        LoadedLists lists = load(userId, cached);
        cache.store(cached, lists.toStore(), lists::release);
        return Optional.of(
                new WarmingResult(lists.count(Source.CACHE), lists.count(Source.DATABASE), lists.count(Source.FAILED)));
    }

    private LoadedLists load(UUID userId, CachedLists cached) {
        PendingLists lists = loaders.begin(userId, cached);
        long deadline = System.nanoTime() + settings.lookupTimeout().toNanos();
        return lists.areUnderWay() ? awaited(lists, deadline) : lists.await(deadline);
    }

    /** Where too many wait already, what has not been found is left out. */
    private LoadedLists awaited(PendingLists lists, long deadline) {
        try {
            return waiting.supply(() -> lists.await(deadline), ContextBuilder::hasHung);
        } catch (BulkheadFull e) {
            return lists.await(System.nanoTime());
        }
    }

    private static boolean hasHung(Object outcome) {
        return outcome instanceof LoadedLists lists && lists.hasFailedLookups();
    }

    private CacheUse use(CachedLists cached) {
        if (cached.isAnswered()) {
            return CacheUse.ANSWERED;
        }
        return cache.isConfigured() ? CacheUse.UNANSWERED : CacheUse.OFF;
    }

    private Context assemble(
            LoadedLists lists, boolean fresh, CacheUse use, @Nullable UUID sessionId, int budget, long start) {
        BudgetedText text = new BudgetedText(estimator, budget);
        List<ContextSection> sections = new ArrayList<>();
        List<ContextSection> empty = new ArrayList<>();
        for (Kind kind : KINDS) {
            Selection selection = lists.select(kind, settings, sessionId);
            int items = selection.items();
            Appended appended = selection.section().map(text::append).orElse(Appended.NOTHING);
            LoadedList<?> list = lists.of(kind);
            ContextSection section = new ContextSection(
                    kind,
                    items,
                    appended.items(),
                    appended.tokens(),
                    list.source(),
                    list.age().map(Duration::toMillis).orElse(null),
                    selection.leftOut(items - appended.items()));
            (items > 0 || section.source() == Source.FAILED ? sections : empty).add(section);
        }
        int hits = lists.count(Source.CACHE);
        return new Context(
                text.text(),
                text.tokens(),
                budget,
                lists.count(Source.FAILED) > 0,
                fresh,
                use,
                List.copyOf(sections),
                List.copyOf(empty),
                hits,
                KINDS.size() - hits,
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
                    .add("partial", context.partial())
                    .add("fresh", context.fresh());
            tracing.traceId().ifPresent(id -> record.add("traceId", id));
        });
    }
}
