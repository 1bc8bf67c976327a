package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view at every size: no violations in axe-core, no horizontal overflow, and a screenshot. */
@OnServer(Standard.class)
class LooksPageServerIT {
    /** In one go, so that nothing else changes meanwhile. */
    private static final String WIDTHS_WHERE_AGES_MOVE_SOMETHING = """
            const main = document.querySelector('main');
            const height = age => {
              main.querySelectorAll('.as-of').forEach(each => { each.textContent = age; });
              return main.offsetHeight;
            };
            const widths = [];
            for (let width = 300; width <= 1280; width += 4) {
              main.style.width = `${width}px`;
              if (height('as of now') !== height('as of 99 min ago')) {
                widths.push(width);
              }
            }
            main.style.width = '';
            return widths.join();
            """;

    private final TestEnvironment environment;

    @AutoClose("end")
    private final Browser browser;

    LooksPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        browser = new Browser(URI.create(environment.address() + "/"));
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
        Journal journal = Journal.rich(environment.clarify());
        journal.warm();
        browser.awaitText("Redis is asked.");
        browser.awaitText("(this one)");
        browser.fill("Id of the person", journal.userId().toString());
        browser.click("Show this person");
        browser.awaitText("5 hits, no miss");
        assertGood("admin", viewport);
        browser.click("Purge everything");
        browser.awaitText("Purge everything?");
        assertGood("admin-question", viewport);
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void the_administrator_of_a_bad_day(Viewport viewport) {
        Journal journal = Journal.rich(environment.clarify());
        environment
                .postgres()
                .execute("insert into nodes select gen_random_uuid(), 'clarify-7d9f8b6c5-x2x4' || n, '1.0.0',"
                        + " now(), now() - n * interval '3 min', 'open', 'blind', 12 from generate_series(0, 1) n");
        try {
            environment.redis().stop();
            Journal.dream(journal.caller(), "A lighthouse");
            browser.resize(viewport);
            browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "admin"));
            browser.awaitText("not seen for 3 min");
            browser.awaitText("waits, the oldest for");
            assertGood("admin-bad-day", viewport);
        } finally {
            environment.redis().start();
            environment.postgres().execute("delete from nodes where name like 'clarify-7d9%'");
            environment.clarify().admin().post("/admin/cache/circuit/reset", "");
        }
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void the_layer_of_the_second_sign_in(Viewport viewport) {
        Journal journal = Journal.rich(environment.clarify());
        String token = environment.tokens().of(journal.userId().toString(), "user");
        browser.resize(viewport);
        browser.openWith(token);
        browser.awaitText("of 8,000 tokens used");
        browser.replaceTokens(token, "expired");
        browser.click("Build again");
        browser.awaitText("Sign in again");
        assertGood("sign-in-again", viewport);
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void texts_from_right_to_left(Viewport viewport) {
        Clarify.Person person = environment.clarify().newcomer();
        Caller caller = person.caller();
        caller.patch("/users/me", Map.of("name", "מאיה כהן", "language", "he")).expect(200);
        caller.post(
                        "/dreams",
                        Map.of("title", "לפתוח סטודיו לקרמיקה", "description", "קרוב לים, עם 2 תנורים (אולי 3)."))
                .expect(201);
        String session = Journal.session(caller, "על הים");
        caller.post("/sessions/" + session + "/messages", Map.of("content", "ראיתי אותו שוב. I saw it again!"))
                .expect(201);
        Journal.patterns(environment.clarify(), person.id(), "מים חוזרים שוב ושוב");
        browser.resize(viewport);
        browser.openWith(environment.tokens().of(person.id().toString(), "user"));
        browser.awaitText("of 8,000 tokens used");
        browser.unfold("Messages");
        browser.awaitText("I saw it again!");
        browser.unfold("Change");
        assertGood("right-to-left", viewport);
    }

    @ParameterizedTest
    @EnumSource(Viewport.class)
    void nothing_jumps_while_the_page_appears(Viewport viewport) {
        Journal journal = Journal.rich(environment.clarify());
        browser.resize(viewport);
        browser.openWith(environment.tokens().of(journal.userId().toString(), "user"));
        browser.awaitText("0 hits, 5 misses");
        browser.awaitText("About the garden");
        assertThat(browser.layoutShift()).as("user").isLessThan(0.1);

        browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "admin"));
        browser.awaitText("Redis is asked.");
        browser.await(() -> assertThat((long) browser.script("return performance.getEntriesByType('resource')"
                        + ".filter(each => each.name.endsWith('/metrics')).length"))
                .isGreaterThan(2));
        assertThat(browser.layoutShift()).as("administrator").isLessThan(0.1);
    }

    /** So that the tests around this one prove something. */
    @Test
    void a_jump_would_be_seen() {
        browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "admin"));
        browser.awaitText("Redis is asked.");

        browser.script("const jump = document.createElement('div'); jump.style.height = '300px';"
                + "document.querySelector('main').prepend(jump); return true");

        browser.await(() -> assertThat(browser.layoutShift()).isGreaterThan(0.1));
    }

    /** As on a telephone far away: every answer is late, and none comes with another. */
    @ParameterizedTest
    @EnumSource(Viewport.class)
    void nothing_jumps_when_the_answers_are_late(Viewport viewport) {
        Journal journal = Journal.rich(environment.clarify());
        browser.resize(viewport);
        browser.delay(Duration.ofMillis(1500));
        browser.openWith(environment.tokens().of(journal.userId().toString(), "user"));
        browser.awaitText("0 hits, 5 misses");
        browser.awaitText(" · 2 reflections");
        assertThat(browser.layoutShift()).as("user").isLessThan(0.1);

        browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "admin"));
        browser.awaitText("Redis is asked.");
        browser.awaitText("(this one)");
        browser.awaitText("Nothing waits: Redis knows of every change.");
        assertThat(browser.layoutShift()).as("administrator").isLessThan(0.1);
    }

    @Test
    void an_age_that_grows_moves_nothing_at_any_width() {
        Journal journal = Journal.rich(environment.clarify());
        browser.openWith(environment.tokens().of(journal.userId().toString(), "user", "admin"));
        browser.awaitText(" · 2 reflections");
        assertThat(browser.script(WIDTHS_WHERE_AGES_MOVE_SOMETHING)).as("user").isEqualTo("");

        browser.click("Operation");
        browser.awaitText("(this one)");
        assertThat(browser.script(WIDTHS_WHERE_AGES_MOVE_SOMETHING))
                .as("administrator")
                .isEqualTo("");
    }

    private void assertGood(String view, Viewport viewport) {
        assertThat(browser.overflow()).as("overflow of %s, %s", view, viewport).isZero();
        assertThat(browser.violations()).as("%s, %s", view, viewport).isEmpty();
        browser.shoot(view + "-" + viewport.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
