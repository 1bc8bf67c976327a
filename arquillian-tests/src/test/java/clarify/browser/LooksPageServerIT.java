package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view at every size: no violations in axe-core, no horizontal overflow, and a screenshot. */
@OnServer(Standard.class)
class LooksPageServerIT {
    private final TestEnvironment environment;
    private final Browser browser;

    LooksPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        browser = new Browser(URI.create(environment.address() + "/"));
    }

    @AfterEach
    void no_errors_and_no_requests_to_other_hosts() {
        try (browser) {
            browser.assertQuiet();
        }
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void the_sign_in(Viewport viewport) {
        browser.resize(viewport);
        browser.open();
        browser.awaitText("Paste a token");
        assertGood("sign-in", viewport);

        browser.click("Sign in");
        browser.awaitText("Something is missing.");
        assertGood("sign-in-refused", viewport);
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void the_first_time(Viewport viewport) {
        browser.resize(viewport);
        browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "user"));
        browser.awaitText("You are here for the first time.");
        assertGood("first-time", viewport);
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void the_user(Viewport viewport) {
        Journal journal = Journal.rich(environment.clarify());
        browser.resize(viewport);
        browser.openWith(environment.tokens().of(journal.userId().toString(), "user"));
        browser.awaitText("0 hits, 5 misses");
        browser.awaitText("About the garden");
        browser.click("Build again");
        browser.awaitText("5 hits, no miss");
        browser.unfold("Change A garden");
        browser.unfold("Messages About the boat");
        browser.awaitText("I saw it again");
        browser.unfold("Read");
        browser.unfold("Add a dream");
        browser.click("Add the dream");
        browser.awaitText("Something is missing.");
        assertGood("user-forms", viewport);
        browser.fill("Title", "Learn to sail");
        browser.click("Add the dream");
        browser.awaitText("4 hits, 1 miss (Dreams)");
        assertGood("user", viewport);
        browser.fill("Budget in tokens", "90");
        browser.click("Build again");
        browser.awaitText("of 90 tokens used");
        assertGood("user-little-budget", viewport);
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void the_administrator(Viewport viewport) {
        browser.resize(viewport);
        browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "admin"));
        browser.awaitText("Redis is asked.");
        assertGood("admin", viewport);
        browser.click("Purge everything");
        browser.awaitText("Purge everything?");
        assertGood("admin-question", viewport);
    }

    private void assertGood(String view, Viewport viewport) {
        assertThat(browser.overflow()).as("overflow of %s, %s", view, viewport).isZero();
        assertThat(browser.violations()).as("%s, %s", view, viewport).isEmpty();
        browser.shoot(view + "-" + viewport.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
