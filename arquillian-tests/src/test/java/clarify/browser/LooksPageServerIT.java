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

/** Every view in every look: axe-core finds nothing, nothing is wider than the window, and a picture is kept. */
@OnServer(Standard.class)
class LooksPageServerIT {
    private final TestEnvironment stage;
    private final Browser browser;

    LooksPageServerIT(TestEnvironment stage) {
        this.stage = stage;
        browser = new Browser(URI.create(stage.address() + "/"));
    }

    @AfterEach
    void nothing_went_wrong_and_nobody_else_was_asked() {
        try (browser) {
            browser.assertQuiet();
        }
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void the_sign_in(Look look) {
        browser.look(look);
        browser.open();
        browser.awaitText("Paste a token");
        assertGood("sign-in", look);

        browser.click("Sign in");
        browser.awaitText("Something is missing.");
        assertGood("sign-in-refused", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void the_first_time(Look look) {
        browser.look(look);
        browser.openWith(stage.tokens().of(UUID.randomUUID().toString(), "user"));
        browser.awaitText("You are here for the first time.");
        assertGood("first-time", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void the_user(Look look) {
        Journal journal = Journal.rich(stage.clarify());
        browser.look(look);
        browser.openWith(stage.tokens().of(journal.userId().toString(), "user"));
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
        assertGood("user-forms", look);
        browser.fill("Title", "Learn to sail");
        browser.click("Add the dream");
        browser.awaitText("4 hits, 1 miss (Dreams)");
        assertGood("user", look);
        browser.fill("Budget in tokens", "90");
        browser.click("Build again");
        browser.awaitText("of 90 tokens used");
        assertGood("user-little-budget", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void the_administrator(Look look) {
        browser.look(look);
        browser.openWith(stage.tokens().of(UUID.randomUUID().toString(), "admin"));
        browser.awaitText("Redis is asked.");
        assertGood("admin", look);
        browser.click("Purge everything");
        browser.awaitText("Purge everything?");
        assertGood("admin-question", look);
    }

    private void assertGood(String view, Look look) {
        assertThat(browser.overflow()).as("overflow of %s, %s", view, look).isZero();
        assertThat(browser.violations()).as("%s, %s", view, look).isEmpty();
        browser.shoot(view + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
