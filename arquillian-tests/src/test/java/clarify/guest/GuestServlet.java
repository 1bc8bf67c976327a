package clarify.guest;

import clarify.cache.CacheBean;
import clarify.concurrent.ServerExecutor;
import clarify.context.ContextBuilder;
import clarify.journal.JournalChanged;
import clarify.kind.Kind;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Lets the test call these beans: {@code /guest/weather?town=}, {@code /guest/context?user=}, {@code /guest/caught?mistake=&ejb=}, {@code /guest/threads}, {@code /guest/context-on-new-thread?user=}, and {@code POST /guest/origins} with the names of classes. */
@WebServlet("/guest/*")
public class GuestServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    @SuppressWarnings("serial") // a contextual reference
    WeatherReport weather;

    @Inject
    @SuppressWarnings("serial") // a contextual reference
    ContextBuilder contexts;

    @Inject
    @SuppressWarnings("serial") // a contextual reference
    CacheBean cache;

    @Inject
    @SuppressWarnings("serial") // a contextual reference
    ServerExecutor executor;

    @Inject
    @SuppressWarnings("serial") // a contextual reference
    Event<JournalChanged> changes;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(answer(request));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(Origins.of(request.getReader().lines()));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        if (request.getParameter("user") != null) {
            cache.deleteUserContext(UUID.fromString(request.getParameter("user")));
        } else {
            weather.forget(request.getParameter("town"));
        }
    }

    private Object answer(HttpServletRequest request) {
        return switch (request.getPathInfo()) {
            case "/weather" -> weather.in(request.getParameter("town"));
            case "/remembered" -> weather.remembers(request.getParameter("town"));
            case "/caught" ->
                weather.caught(request.getParameter("mistake"), Boolean.parseBoolean(request.getParameter("ejb")));
            case "/fired-async" -> firedAsync();
            case "/threads" -> ManagementFactory.getThreadMXBean().getThreadCount();
            case "/context-on-new-thread" ->
                CompletableFuture.supplyAsync(() -> context(request), executor::executeOnNewThread)
                        .join();
            default -> context(request);
        };
    }

    private String context(HttpServletRequest request) {
        return contexts.build(UUID.fromString(request.getParameter("user")), null, 8000)
                .text();
    }

    /** What becomes of a change that is fired in the wrong way. */
    private String firedAsync() {
        return changes.fireAsync(new JournalChanged(UUID.randomUUID(), Set.of(Kind.USER)))
                .handle((changed, failure) -> String.valueOf(failure))
                .toCompletableFuture()
                .join();
    }
}
