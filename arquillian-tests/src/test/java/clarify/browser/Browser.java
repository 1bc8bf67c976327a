package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Drives the page in Chromium. Waits for elements to appear. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_TABS = 80;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ChromeDriver driver = Chromium.start();
    private final URI page;
    private final List<String> console = new ArrayList<>();
    private final List<URI> requests = new ArrayList<>();

    Browser(URI page) {
        this.page = page;
        resize(Viewport.WIDE);
    }

    void resize(Viewport viewport) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", viewport.width, "height", viewport.height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", viewport.isDark ? "dark" : "light"))));
    }

    void open() {
        driver.get(page.toString());
    }

    /** Opens the page as who has signed in with this token before. An earlier sign-in is forgotten. */
    void openWith(String token) {
        Object script = driver.executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of("source", "sessionStorage.setItem('clarify-token', '" + token + "')"))
                .get("identifier");
        open();
        driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    /** From now on the browser saves files there. */
    void saveTo(Path directory) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        directory.toAbsolutePath().toString()));
    }

    /** Follows a link to the page that has a token in it. */
    void follow(String token) {
        driver.get("about:blank");
        driver.get(page + "#token=" + token);
    }

    /** Does that in another tab of the same window, and closes it. */
    void inNewTab(Runnable work) {
        String first = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        try {
            work.run();
        } finally {
            driver.close();
            driver.switchTo().window(first);
        }
    }

    /** From now on, until it is loaded again, the page sends the other token where it means to send this one. */
    void replaceTokens(String token, String other) {
        driver.executeScript(
                "const [token, other] = arguments; const send = window.fetch;"
                        + "window.fetch = (address, request) => send(address, {...request, headers: {...request.headers,"
                        + " Authorization: request.headers.Authorization.replace(token, other)}});",
                token,
                other);
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** Waits until the text is visible. */
    void awaitText(String text) {
        await(() -> assertThat(text()).contains(text));
    }

    void await(ThrowingRunnable assertion) {
        Awaitility.await().pollDelay(Duration.ZERO).atMost(PATIENCE).untilAsserted(assertion);
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** The text of the status line. */
    String status() {
        return driver.findElement(By.id("status")).getText();
    }

    void click(String button) {
        visible("//button[normalize-space()='" + button + "']").click();
    }

    void unfold(String summary) {
        visible("//summary[starts-with(normalize-space(),'" + summary + "')]").click();
    }

    void fill(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    WebElement field(String label) {
        String id = visible("//label[starts-with(normalize-space(),'" + label + "')]")
                .getDomAttribute("for");
        return driver.findElement(By.id(Objects.requireNonNull(id)));
    }

    /** The first visible element. */
    WebElement visible(String xpath) {
        await(() -> assertThat(driver.findElements(By.xpath(xpath))).as(xpath).anyMatch(WebElement::isDisplayed));
        WebElement seen = driver.findElements(By.xpath(xpath)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
        driver.executeScript(
                "arguments[0].scrollIntoView({block: 'center'})", seen); // otherwise the status line may cover it
        return seen;
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses Tab until the element with that name has the focus. The test fails if it cannot be reached. */
    void tabTo(String name) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            press(Keys.TAB);
            if (focused().startsWith(name)) {
                assertThat(hasVisibleFocus()).as("focus is visible on " + name).isTrue();
                return;
            }
        }
        throw new AssertionError(name + " cannot be reached with Tab");
    }

    /** The accessible name of the focused element. */
    String focused() {
        return String.valueOf(driver.switchTo().activeElement().getAccessibleName());
    }

    private boolean hasVisibleFocus() {
        return (boolean)
                Objects.requireNonNull(driver.executeScript("const style = getComputedStyle(document.activeElement);"
                        + "return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;"));
    }

    /** What the script returns: a Boolean, Long, String or the like. */
    Object script(String javaScript) {
        return Objects.requireNonNull(driver.executeScript(javaScript), javaScript);
    }

    void setOffline(boolean isOffline) {
        emulateNetwork(isOffline, Duration.ZERO);
    }

    /** From now on each answer begins to arrive that long after its request. */
    void delay(Duration latency) {
        emulateNetwork(false, latency);
    }

    private void emulateNetwork(boolean isOffline, Duration latency) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        isOffline,
                        "latency",
                        latency.toMillis(),
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /** The violations that axe-core finds, of every severity. */
    List<String> violations() {
        if (script("return 'axe' in window").equals(false)) {
            driver.executeScript(resource("/axe.min.js"));
        }
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        Object found = driver.executeAsyncScript("const done = arguments[0];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done(JSON.stringify(result.violations.map("
                + "each => each.impact + ' ' + each.id + ': ' + each.nodes.map(node => node.html + ' ' + node.failureSummary).join('; ')))))"
                + ".catch(error => done(JSON.stringify([String(error)])));");
        var violations = new ArrayList<String>();
        tree(String.valueOf(found)).forEach(each -> violations.add(each.asText()));
        return violations;
    }

    /** By how much the layout has jumped since the page was loaded, without what somebody has clicked for (CLS). */
    double layoutShift() {
        return ((Number) Objects.requireNonNull(driver.executeAsyncScript("const done = arguments[0]; let sum = 0;"
                        + "const add = each => { sum += each.hadRecentInput ? 0 : each.value; };"
                        + "new PerformanceObserver(list => list.getEntries().forEach(add))"
                        + ".observe({type: 'layout-shift', buffered: true});"
                        + "requestIdleCallback(() => done(sum));")))
                .doubleValue();
    }

    /** By how much the page is wider than its window. */
    long overflow() {
        return (long) script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** The whole page, as {@code target/screenshots/name.png}. */
    void shoot(String name) {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of(
                                "x",
                                0,
                                "y",
                                0,
                                "scale",
                                1,
                                "width",
                                script("return document.documentElement.clientWidth"),
                                "height",
                                script("return Math.max(innerHeight, document.documentElement.scrollHeight)"))));
        try {
            Path directory = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(directory.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the page logged no errors, except error answers of the API, and sent requests only to the server. */
    void assertQuiet() {
        readLogs();
        assertThat(console)
                .as("console")
                .allMatch(line -> line.contains("/clarify/api/") && line.contains("Failed to load resource: "));
        assertThat(requests)
                .as("requests")
                .isNotEmpty()
                .allMatch(request -> request.getScheme().equals("data")
                        || page.getAuthority().equals(request.getAuthority()));
    }

    private void readLogs() {
        driver.manage().logs().get(LogType.BROWSER).forEach(entry -> console.add(entry.toString()));
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = tree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(
                        URI.create(message.at("/params/request/url").asText().replaceFirst("^data:.*", "data:,")));
            }
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String resource(String name) {
        try (var stream = Browser.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the end of each test: asserts that the page was quiet, and closes it. */
    void end() {
        try (this) {
            assertQuiet();
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
