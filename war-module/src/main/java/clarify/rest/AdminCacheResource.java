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

    @Inject
    AdminCacheResource(CacheBean cache, ListCache lists, ContextBuilder contexts) {
        this.cache = cache;
        this.lists = lists;
        this.contexts = contexts;
    }

    /** For the client proxy and RESTEasy. */
    @SuppressWarnings("NullAway")
    public AdminCacheResource() {
        this(null, null, null);
    }

    @GET
    public CacheStatus readStatus() {
        return cache.status();
    }

    @POST
    @Path("circuit/reset")
    public CacheStatus resetCircuit() {
        cache.resetCircuit();
        return cache.status();
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    public void purgeAll() {
        require(lists.purge(Set.of(Kind.values())));
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("kinds/{kind}")
    public void purgeKind(@PathParam("kind") Kind kind) {
        require(lists.purge(Set.of(kind)));
    }

    /** What the cache has of a user: keys, sizes and ages, no values. */
    @GET
    @Path("users/{user}")
    public List<StoredList> readStored(@PathParam("user") UUID user) {
        return lists.stored(user)
                .orElseThrow(
                        () -> Problem.of(ProblemType.CACHE_UNAVAILABLE, "Redis does not answer, or none is configured.")
                                .exception());
    }

    @DELETE
    @Produces(MediaType.WILDCARD)
    @Path("users/{user}")
    public void purgeUser(@PathParam("user") UUID user) {
        require(cache.deleteUserContext(user));
    }

    @POST
    @Path("users/{user}/warm")
    public WarmingResult warmUser(@PathParam("user") UUID user) {
        return contexts.warm(user)
                .orElseThrow(
                        () -> Problem.of(ProblemType.CACHE_UNAVAILABLE, "Redis does not answer; nothing was loaded.")
                                .exception());
    }

    private static void require(boolean purged) {
        if (!purged) {
            throw Problem.of(ProblemType.CACHE_UNAVAILABLE, "Redis cannot be reached; some lists may still be cached.")
                    .exception();
        }
    }
}
