package clarify.rest;

import clarify.cache.CacheBean;
import clarify.cache.CacheStatus;
import clarify.kind.Kind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** How the cache does, and what to do when it does not. */
@Path("admin/cache")
@RequestScoped
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
public class AdminCacheResource {

    @Inject
    CacheBean cache;

    @GET
    public CacheStatus status() {
        return cache.status();
    }

    @POST
    @Path("circuit/reset")
    public CacheStatus resetCircuit() {
        cache.resetCircuit();
        return cache.status();
    }

    @DELETE
    public void purge() {
        requireRedis(cache.purge().isPresent());
    }

    @DELETE
    @Path("kinds/{kind}")
    public void purge(@PathParam("kind") Kind kind) {
        requireRedis(cache.purge(kind).isPresent());
    }

    @DELETE
    @Path("users/{user}")
    public void purge(@PathParam("user") UUID user) {
        requireRedis(cache.deleteUserContext(user));
    }

    /** Without a Redis nothing is cached. */
    private void requireRedis(boolean purged) {
        if (!purged && cache.status().configured()) {
            throw Problem.of(503, "Redis cannot be reached; something may still be cached.")
                    .refusal();
        }
    }
}
