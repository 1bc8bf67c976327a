package clarify.rest;

import clarify.cache.CacheBean;
import clarify.cache.CacheStatus;
import clarify.cache.ListCache;
import clarify.cache.StoredList;
import clarify.context.ContextBuilder;
import clarify.context.WarmingResult;
import clarify.kind.Kind;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The status of the cache, and operations on it. */
@Path("admin/cache")
@RequestScoped
@Only.Admins
@Produces(MediaType.APPLICATION_JSON)
public class AdminCacheResource {

    private final CacheBean cache;
    private final ListCache lists;
    private final ContextBuilder contexts;
    private final AdminAudit audit;

    @Inject
    AdminCacheResource(CacheBean cache, ListCache lists, ContextBuilder contexts, AdminAudit audit) {
        this.cache = cache;
        this.lists = lists;
        this.contexts = contexts;
        this.audit = audit;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public AdminCacheResource() {
        this(null, null, null, null);
    }

    @GET
    public CacheStatus status() {
        return cache.status();
    }

    @POST
    @Path("circuit/reset")
    public CacheStatus resetCircuit() {
        cache.resetCircuit();
        audit.record("reset-circuit", "circuit", true);
        return cache.status();
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    public void purge() {
        reportPurge("purge-all", "all", lists.purge(Set.of(Kind.values())));
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("kinds/{kind}")
    public void purge(@PathParam("kind") Kind kind) {
        reportPurge("purge-kind", kind.label(), lists.purge(Set.of(kind)));
    }

    /** What the cache has of a user: keys, sizes and ages, no values. */
    @GET
    @Path("users/{user}")
    public List<StoredList> stored(@PathParam("user") UUID user) {
        return lists.stored(user)
                .orElseThrow(
                        () -> Problem.of(ProblemType.CACHE_UNAVAILABLE, "Redis does not answer, or none is configured.")
                                .exception());
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("users/{user}")
    public void purge(@PathParam("user") UUID user) {
        reportPurge("purge-user", user, cache.deleteUserContext(user));
    }

    @POST
    @Path("users/{user}/warm")
    public WarmingResult warm(@PathParam("user") UUID user) {
        Optional<WarmingResult> warmed = contexts.warm(user);
        audit.record(
                "warm-user", user, warmed.filter(lists -> lists.failed() == 0).isPresent());
        return warmed.orElseThrow(
                () -> Problem.of(ProblemType.CACHE_UNAVAILABLE, "Redis does not answer; nothing was loaded.")
                        .exception());
    }

    private void reportPurge(String action, Object subject, boolean done) {
        audit.record(action, subject, done);
        if (!done) {
            throw Problem.of(ProblemType.CACHE_UNAVAILABLE, "Redis cannot be reached; some lists may still be cached.")
                    .exception();
        }
    }
}
