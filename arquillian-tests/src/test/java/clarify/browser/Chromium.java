package clarify.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts the Chromium and chromedriver of this machine. Nothing is downloaded. */
final class Chromium {
    private static final String HOW_TO_GET_IT =
            "These tests need Chromium and chromedriver of the same version on the PATH;"
                    + " on Debian: apt-get install chromium chromium-driver";

    private Chromium() {}

    static ChromeDriver start() {
        var options = new ChromeOptions();
        options.setBinary(
                onPath("chromium", "chromium-browser", "google-chrome").toFile());
        // Root, as in most containers, has no sandbox; small machines have a small /dev/shm.
        options.addArguments(
                "--headless=new", "--hide-scrollbars", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption("prefs", Map.of("credentials_enable_service", false));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static Path onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(names[0] + " was not found. " + HOW_TO_GET_IT));
    }
}
