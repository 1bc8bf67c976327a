package clarify.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import clarify.journal.JournalSettings;
import clarify.journal.Limits;
import clarify.settings.Settings;
import clarify.startup.HttpSettings;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page, its files and the OpenAPI document, compressed for who takes that: they hold nothing that a person wrote. The
 * servers' own {@code /openapi} adds things to the document that validators refuse.
 */
@WebServlet(urlPatterns = {"", "/page/*", PageServlet.DOCUMENT})
public class PageServlet extends HttpServlet {

    static final String DOCUMENT = "/openapi.yaml";

    /** The last line of the document. It is not in the file: WildFly puts the context root in front of each path, too. */
    static final String SERVERS = "servers: [{url: %s, description: The server that serves this document}]\n";

    private static final String INDEX = "/page/index.html";
    static final String TOKENS_REFUSED = "name=\"token-in-address\" content=\"refused\"";
    private static final String TOKENS_TAKEN = "name=\"token-in-address\" content=\"taken\"";

    static final String PAGES_MAX_MESSAGE = maxMessageOfPage(Limits.DEFAULT_MESSAGE_CONTENT);
    static final String DOCUMENTS_MAX_MESSAGE = maxMessageOfDocument(Limits.DEFAULT_MESSAGE_CONTENT);

    private static final long serialVersionUID = 1L;

    private static final Pattern FILE = Pattern.compile("/[a-z-]+\\.(?:css|js)");

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "html", "text/html", "js", "text/javascript", "yaml", "application/yaml");

    private static final Set<String> METHODS = Set.of("GET", "HEAD");

    private final boolean tokenInAddress =
            HttpSettings.read(Settings.ofApplication()).tokenInAddress();
    private final int maxMessage =
            JournalSettings.read(Settings.ofApplication()).maxMessage();

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        String file = file(request);
        byte @Nullable [] content = read(file);
        if (content == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        send(completed(content, file, request), file, request, response);
    }

    private byte[] completed(byte[] content, String file, HttpServletRequest request) {
        if (request.getServletPath().equals(DOCUMENT)) {
            return completedDocument(new String(content, UTF_8), request).getBytes(UTF_8);
        }
        return file.equals(INDEX) ? completedIndex(new String(content, UTF_8)).getBytes(UTF_8) : content;
    }

    private String completedIndex(String index) {
        return index.replace(PAGES_MAX_MESSAGE, maxMessageOfPage(maxMessage))
                .replace(TOKENS_REFUSED, tokenInAddress ? TOKENS_TAKEN : TOKENS_REFUSED);
    }

    private String completedDocument(String document, HttpServletRequest request) {
        return document.replace(DOCUMENTS_MAX_MESSAGE, maxMessageOfDocument(maxMessage))
                + String.format(Locale.ROOT, SERVERS, request.getContextPath());
    }

    private static String maxMessageOfPage(int length) {
        return "name=\"max-message\" content=\"" + length + "\"";
    }

    private static String maxMessageOfDocument(int length) {
        return "maxLength: " + length + "} # clarify.journal.max-message";
    }

    private static void send(byte[] content, String file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType(TYPES.get(file.substring(file.lastIndexOf('.') + 1)) + ";charset=UTF-8");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        byte[] body = content;
        if (Gzip.isAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)))) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
            body = Gzip.compress(content);
        }
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    /** The path in the archive; empty if it cannot be a file of the page. The servers differ in the path of the context root. */
    private static String file(HttpServletRequest request) {
        if (request.getServletPath().equals(DOCUMENT)) {
            return "/WEB-INF/classes/META-INF" + DOCUMENT;
        }
        if (!request.getServletPath().equals("/page")) {
            return INDEX;
        }
        String path = request.getPathInfo();
        return path != null && FILE.matcher(path).matches() ? "/page" + path : "";
    }

    private byte @Nullable [] read(String file) throws IOException {
        if (file.isEmpty()) {
            return null;
        }
        try (InputStream content = getServletContext().getResourceAsStream(file)) {
            return content == null ? null : content.readAllBytes();
        }
    }
}
