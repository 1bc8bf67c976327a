package clarify.rest;

import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.auth.LoginConfig;

/** The API under {@code /clarify/api}; callers are authenticated by MicroProfile JWT. */
@ApplicationPath("/api")
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles({"user", "agent", "admin"})
@ApplicationScoped // without a scope Payara ignores @LoginConfig
public class ClarifyApplication extends Application {

    /** Turns off what Jersey (Payara) does by default: publish a WADL to anybody, and read JSON leniently. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true, "jersey.config.jsonFeature", "none");
    }
}
