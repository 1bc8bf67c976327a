package clarify.rest;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;

/** Everything under {@code /clarify/api}; callers are known by their MicroProfile JWT. */
@ApplicationPath("/api")
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles({"user", "agent", "admin"})
@ApplicationScoped // without a scope Payara ignores @LoginConfig
@ManagedExecutorDefinition(
        name = "java:app/concurrent/lookups", // on a class of the WAR: in a jar Payara never binds it
        maxAsync = ClarifyApplication.THREADS)
public class ClarifyApplication extends Application {

    /**
     * As many as there are lookups at once, and some for what runs in the background. Without a number Payara starts a thread
     * for every task, also when others are idle, and WildFly has two for each core.
     */
    static final int THREADS = 40;

    /** What Jersey (Payara) would do of its own accord: describe the API to anybody, and read JSON leniently. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true, "jersey.config.jsonFeature", "none");
    }
}
