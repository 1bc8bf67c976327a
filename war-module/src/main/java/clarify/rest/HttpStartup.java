package clarify.rest;

import clarify.settings.Settings;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;

/** Wrong settings stop the deployment. */
public class HttpStartup implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Settings settings = Settings.ofApplication();
        var unused = List.of(HttpSettings.read(settings), AuditSettings.read(settings));
    }
}
