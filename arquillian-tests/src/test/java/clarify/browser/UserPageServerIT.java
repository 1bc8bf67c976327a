package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@OnServer(Standard.class)
class UserPageServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;

    @AutoClose("end")
    private final Browser browser;

    UserPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        browser = new Browser(URI.create(environment.address() + "/"));
    }

    @Test
    void a_user_signs_in_and_sees_the_context() {
        Journal journal = Journal.rich(clarify);

        browser.open();
        browser.fill("Token", tokenOf(journal));
        browser.click("Sign in");

        browser.awaitText("[Active Dreams]");
        browser.awaitText("0 hits, 5 misses");
        assertThat(browser.text())
                .contains("What the model is told", "A boat", "A garden", "Conversations", "of 8,000 tokens used")
                .contains("Your journal");
    }

    @Test
    void a_new_dream_is_one_miss_and_in_the_text() {
        openWarm();

        browser.unfold("Add a dream");
        browser.fill("Title", "Learn to sail");
        browser.click("Add the dream");

        browser.awaitText("4 hits, 1 miss (Dreams)");
        browser.awaitText("\"Learn to sail\"");
        assertThat(browser.status()).contains("after adding a dream");
        assertThat(browser.visible("//tr[th[contains(.,'Dreams')]]").getText()).contains("database");
        assertThat(browser.visible("//tr[th[contains(.,'Patterns')]]").getText())
                .contains("cache");
        browser.await(() -> assertThat(browser.focused()).isEqualTo("Learn to sail"));
    }

    @Test
    void each_change_of_the_journal_misses_what_it_concerns() {
        Journal journal = openWarm();

        browser.unfold("Change A boat");
        browser.fill("Title", "A bigger boat");
        browser.click("Save");
        browser.awaitText("after changing a dream: 4 hits, 1 miss (Dreams)");
        browser.awaitText("\"A bigger boat\"");
        journal.warm();

        browser.unfold("Messages About the boat");
        browser.fill("Message", "It was blue");
        browser.click("Send");
        browser.awaitText("after sending a message: 4 hits, 1 miss (Conversations)");
        browser.awaitText("2 messages");
        journal.warm();

        browser.unfold("Add a reflection");
        browser.fill("Dream", "To sail");
        browser.fill("Plan", "A course");
        browser.fill("Relationship", "Shy");
        browser.fill("Offering", "Sundays");
        browser.click("Add the reflection");
        browser.awaitText("after adding a reflection: 3 hits, 2 misses (About you, Reflections)");
        assertThat(journal.caller().get("/reflections").expect(200).json()).hasSize(3);
    }

    @Test
    void a_smaller_budget_leaves_something_out_and_says_so() {
        browser.openWith(tokenOf(Journal.rich(clarify)));
        browser.awaitText("of 8,000 tokens used");

        browser.fill("Budget in tokens", "70");
        browser.click("Build again");

        browser.awaitText("of 70 tokens used");
        browser.awaitText("left out");
        browser.fill("Budget in tokens", "0");
        browser.click("Build again");
        browser.awaitText("A whole number from 1 to 8,000.");
    }

    @Test
    void a_context_that_redis_did_not_answer_for_is_told_as_such() {
        openWarm();
        environment.redis().stop();

        browser.click("Build again");

        browser.awaitText("asked again: without the cache, as Redis did not answer");
        assertThat(browser.text()).doesNotContain("5 misses");
    }

    @Test
    void the_page_works_with_the_keyboard_alone() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        browser.open();
        browser.await(() -> assertThat(browser.focused()).startsWith("Token"));

        browser.press(tokenOf(journal), Keys.ENTER);
        browser.awaitText("5 hits, no miss");
        assertThat(browser.focused()).isEqualTo("Your context");
        browser.tabTo("Add a dream");
        browser.press(Keys.ENTER);
        browser.tabTo("Title");
        browser.press("Learn to sail");
        browser.tabTo("Add the dream");
        browser.press(Keys.ENTER);
        browser.awaitText("4 hits, 1 miss (Dreams)");
        browser.await(() -> assertThat(browser.focused()).isEqualTo("Learn to sail"));

        browser.tabTo("Change Learn to sail");
        browser.press(Keys.ENTER);
        browser.tabTo("Delete Learn to sail");
        browser.press(Keys.ENTER);
        browser.awaitText("Delete this dream?");
        assertThat(browser.focused()).isEqualTo("Cancel");
        browser.press(Keys.ESCAPE);
        browser.await(() -> assertThat(browser.focused()).isEqualTo("Delete Learn to sail"));
        browser.press(Keys.ENTER);
        browser.tabTo("Delete the dream");
        browser.press(Keys.ENTER);
        browser.awaitText("after deleting a dream");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(2);
    }

    @Test
    void a_new_user_creates_a_profile() {
        UUID id = UUID.randomUUID();
        browser.openWith(environment.tokens().of(id.toString(), "user"));
        browser.awaitText("You are here for the first time.");

        browser.fill("Name", "Maya");
        browser.click("Create the profile");

        browser.awaitText("No dreams yet.");
        assertThat(clarify.user(id)
                        .get("/users/me")
                        .expect(200)
                        .json()
                        .get("name")
                        .textValue())
                .isEqualTo("Maya");
    }

    @Test
    void a_network_failure_is_reported() {
        browser.openWith(tokenOf(Journal.rich(clarify)));
        browser.awaitText("of 8,000 tokens used");
        browser.setOffline(true);
        browser.click("Build again");
        browser.awaitText("The server cannot be reached.");

        browser.setOffline(false);
        browser.click("Build again");
        browser.awaitText("asked again: ");
        assertThat(browser.text()).doesNotContain("The server cannot be reached.");
    }

    @Test
    void hostile_text_is_shown_and_not_executed() {
        String script = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>";
        String reversed = "\u202Eesrever\u2066 \u200F\u061C";
        String word = "W".repeat(2000);
        Clarify.Person person = clarify.newcomer();
        Caller caller = person.caller();
        caller.patch("/users/me", Map.of("name", script + reversed)).expect(200);
        caller.post("/dreams", Map.of("title", script, "description", word)).expect(201);
        caller.post("/dreams", Map.of("title", reversed + "end", "description", script))
                .expect(201);
        String session = Journal.session(caller, "W".repeat(100));
        caller.post("/sessions/" + session + "/messages", Map.of("content", script + word))
                .expect(201);
        Journal.reflection(caller, Map.of("title", "W".repeat(200), "dream", script, "plan", word));
        Journal.patterns(clarify, person.id(), script + "W".repeat(400));

        for (Viewport viewport : List.of(Viewport.WIDE, Viewport.NARROW)) {
            browser.resize(viewport);
            browser.openWith(environment.tokens().of(person.id().toString(), "user"));
            browser.awaitText("of 8,000 tokens used");
            browser.awaitText(word);
            browser.unfold("Messages");
            browser.unfold("Read");
            assertThat(browser.overflow()).as("overflow, %s", viewport).isZero();
            assertThat(browser.text()).contains(script);
            assertThat(browser.script("return 'hit' in window")).isEqualTo(false);
            assertThat(browser.script("return document.querySelectorAll('main script, main img').length"))
                    .isEqualTo(0L);
            assertThat(browser.script("return [...document.querySelectorAll('.said')].every("
                            + "each => getComputedStyle(each).unicodeBidi !== 'normal')"))
                    .isEqualTo(true);
            browser.shoot("hostile-" + viewport.name().toLowerCase(Locale.ROOT));
        }
    }

    /** The page of a user whose context comes from the cache. */
    private Journal openWarm() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        browser.openWith(tokenOf(journal));
        browser.awaitText("5 hits, no miss");
        return journal;
    }

    private String tokenOf(Journal journal) {
        return environment.tokens().of(journal.userId().toString(), "user");
    }
}
