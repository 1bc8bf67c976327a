package clarify.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The API under {@code /clarify/api}. */
@ApplicationPath("/api")
@ApplicationScoped
public class ClarifyApplication extends Application {

    /**
     * Turns off what Jersey (Payara) does by default: publish a WADL to anybody, read JSON leniently, and put the server's own address
     * into Location.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl",
                true,
                "jersey.config.jsonFeature",
                "none",
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true);
    }
}
