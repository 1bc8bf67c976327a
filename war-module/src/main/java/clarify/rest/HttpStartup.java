package clarify.rest;

import clarify.settings.Settings;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Wrong settings stop the deployment. */
public class HttpStartup implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        var unused = HttpSettings.read(Settings.ofApplication());
        var unusedToo = AuditSettings.read(Settings.ofApplication());
    }
}
