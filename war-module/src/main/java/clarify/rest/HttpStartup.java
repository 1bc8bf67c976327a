package clarify.rest;

import clarify.settings.Settings;
import clarify.startup.AllSettings;
import clarify.startup.StartReport;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Wrong settings stop the web application too, where a server starts it without the EJBs. It knows what server this is. */
public class HttpStartup implements ServletContextListener {

    private final StartReport report;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    HttpStartup(StartReport report) {
        this.report = report;
    }

    /** For servers that make it without CDI. */
    @SuppressWarnings("NullAway")
    public HttpStartup() {
        this(null);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        AllSettings.check();
        Settings settings = Settings.ofApplication();
        String server = event.getServletContext().getServerInfo();
        threads.newThread(() -> report.tell(server, settings)).start(); // it must not delay the deployment
    }
}
