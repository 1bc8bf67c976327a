package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal when it is long, changed elsewhere, or filled in wrongly. */
@OnServer(Standard.class)
class JournalPageServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;

    @AutoClose("end")
    private final Browser browser;

    JournalPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        browser = new Browser(URI.create(environment.address() + "/"));
    }

    @Test
    void a_list_of_a_thousand_rows_says_how_much_of_it_is_shown_and_goes_on() {
        Clarify.Person person = clarify.newcomer();
        environment
                .postgres()
                .execute(
                        "insert into dreams (id, user_id, title, created_at) select gen_random_uuid(), ?, 'Dream ' || n,"
                                + " now() - n * interval '1 minute' from generate_series(1, 1000) n",
                        person.id());
        browser.openWith(environment.tokens().of(person.id().toString(), "user"));
        browser.awaitText("The newest 100 dreams are shown, and there are more.");
        assertThat(dreams()).isEqualTo(100);

        for (int shown = 200; shown < 1000; shown += 100) {
            browser.click("Show more");
            browser.awaitText("The newest " + shown + " dreams are shown");
        }
        browser.click("Show more");
        browser.awaitText("All 1,000 dreams are shown.");
        assertThat(dreams()).isEqualTo(1000);
        assertThat(browser.text()).contains("Dream 1000").doesNotContain("Show more");
        assertThat(browser.focused()).isEqualTo("Dream 901");
    }

    @Test
    void everything_is_exported_into_a_file(@TempDir Path downloads) throws IOException {
        Journal journal = openAsUser();
        browser.saveTo(downloads);

        browser.click("Export everything");

        Path file = downloads.resolve("clarify-export.json");
        browser.await(() -> assertThat(file).exists());
        browser.awaitText("Everything was exported, to the file clarify-export.json.");
        var export = new ObjectMapper().readTree(Files.readString(file));
        assertThat(export.get("dreams")).isEqualTo(journal.rows().get("/dreams"));
        assertThat(export.at("/sessions/0/messages")).hasSize(1);
    }

    @Test
    void everything_is_deleted_after_a_question_also_with_a_token_that_says_nothing_of_a_sign_in() {
        Journal journal = Journal.rich(clarify);
        browser.openWith(environment.tokens().signedIn(journal.userId(), null));
        browser.awaitText("Your data");

        browser.click("Delete everything");
        browser.awaitText("Nobody can bring them back.");
        browser.click("Cancel");
        journal.caller().get("/users/me").expect(200);
        browser.click("Delete everything");
        browser.click("Delete everything for ever");

        browser.awaitText("Nothing is stored of you any longer.");
        journal.caller().get("/users/me").problem(404);
        browser.fill("Name", "Maya");
        browser.click("Create the profile");
        browser.awaitText("No dreams yet.");
    }

    @Test
    void a_date_that_is_none_is_refused_and_not_dropped() {
        Journal journal = openAsUser();
        browser.unfold("Add a dream");
        browser.fill("Title", "Learn to sail");
        browser.field("Wanted by").sendKeys("02");

        browser.click("Add the dream");

        browser.awaitText("This is no date.");
        assertThat(browser.focused()).startsWith("Wanted by");
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("Learn to sail");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(2);
    }

    @Test
    void the_journal_follows_a_change_from_elsewhere_and_keeps_what_is_typed() {
        Journal journal = openAsUser();
        browser.unfold("Change A garden");
        browser.fill("Title", "A rose garden");
        journal.caller()
                .patch("/dreams/" + journal.dream(), Map.of("title", "A ship"))
                .expect(200);

        browser.click("Build again");

        browser.awaitText("\"A ship\"");
        browser.visible("//h4[.='A ship']");
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("A rose garden");
    }

    @Test
    void the_later_save_of_two_tabs_is_told_of_the_other_before_it_overwrites() {
        Journal journal = openAsUser();
        browser.unfold("Change A boat");
        browser.fill("Title", "My boat");
        browser.inNewTab(() -> {
            browser.openWith(tokenOf(journal));
            browser.awaitText("of 8,000 tokens used");
            browser.unfold("Change A boat");
            browser.fill("Title", "Our boat");
            browser.click("Save");
            browser.awaitText("after changing a dream");
        });

        browser.click("Save");
        browser.awaitText("This dream was changed elsewhere");
        browser.awaitText("title: Our boat");
        browser.click("Cancel");
        browser.await(() -> assertThat(browser.status()).isEqualTo("Nothing was saved."));
        browser.awaitText("What you typed is still here.");
        assertThat(title(journal)).isEqualTo("Our boat");
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("My boat");

        browser.click("Save");
        browser.awaitText("title: Our boat");
        browser.click("Save mine instead");
        browser.awaitText("\"My boat\"");
        assertThat(title(journal)).isEqualTo("My boat");
    }

    @Test
    void errors_are_in_the_words_of_a_person_beside_their_fields_and_the_input_is_kept() {
        openAsUser();
        browser.unfold("Add a dream");
        browser.fill("Title", "x".repeat(201));
        browser.fill("Priority", "11");
        browser.click("Add the dream");

        browser.awaitText("At most 200 characters; these are 201.");
        browser.awaitText("From 1 to 10.");
        assertThat(browser.focused()).startsWith("Title");
        assertThat(browser.field("Title").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.field("Priority").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.field("Title").getDomProperty("value")).hasSize(201);

        browser.fill("Title", "\u200B");
        browser.fill("Priority", "5");
        browser.click("Add the dream");
        browser.await(
                () -> assertThat(browser.visible("//input[@name='title']/..").getText())
                        .contains("Please fill this in."));
    }

    private long dreams() {
        return (long) browser.script("return document.querySelectorAll('.rows h4').length");
    }

    private String title(Journal journal) {
        return journal.caller()
                .get("/dreams/" + journal.dream())
                .expect(200)
                .json()
                .get("title")
                .textValue();
    }

    private Journal openAsUser() {
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
