package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import clarify.testkit.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Signing in, staying signed in, and signing in again without losing anything. */
@OnServer(Standard.class)
class SignInPageServerIT {
    private final TestEnvironment environment;
    private final Clarify clarify;

    @AutoClose("end")
    private final Browser browser;

    SignInPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        browser = new Browser(URI.create(environment.address() + "/"));
    }

    @Test
    void a_token_is_pasted_as_it_stands_in_a_header_and_the_field_has_the_focus() {
        Journal journal = Journal.rich(clarify);
        browser.open();
        browser.await(() -> assertThat(browser.focused()).startsWith("Token"));

        browser.press("Bearer " + tokenOf(journal), Keys.ENTER);

        browser.awaitText("of 8,000 tokens used");
    }

    /** Whoever made it could sign people in as somebody else, who would then read what they write. */
    @Test
    void a_link_signs_nobody_in_and_leaves_who_is_signed_in_alone() {
        Journal journal = Journal.rich(clarify);
        Journal other = Journal.rich(clarify);
        browser.follow(tokenOf(other));
        browser.awaitText("A token in the address is not taken");
        assertThat(browser.address()).endsWith("/clarify/");
        assertThat(browser.script("return sessionStorage.length")).isEqualTo(0L);

        browser.openWith(tokenOf(journal));
        browser.awaitText("of 8,000 tokens used");
        Object signedIn = browser.script("return document.getElementById('who').textContent");
        browser.follow(tokenOf(other));
        browser.awaitText("of 8,000 tokens used");
        assertThat(browser.script("return document.getElementById('who').textContent"))
                .isEqualTo(signedIn);
        assertThat(browser.address()).endsWith("/clarify/");
    }

    @Test
    void a_reload_keeps_the_session_until_somebody_signs_out() {
        Journal journal = Journal.rich(clarify);
        browser.openWith(tokenOf(journal));
        browser.awaitText("of 8,000 tokens used");
        assertThat(browser.address()).endsWith("/clarify/");
        assertThat(elsewhere()).isEqualTo("[0,\"\",null,\"\",\"\"]");

        browser.open();
        browser.awaitText("of 8,000 tokens used");

        browser.click("Sign out");
        browser.awaitText("Paste a token");
        browser.open();
        browser.awaitText("Paste a token");
        assertThat(browser.script("return sessionStorage.length")).isEqualTo(0L);
    }

    @Test
    void who_does_not_want_the_token_kept_signs_in_again_after_a_reload() {
        Journal journal = Journal.rich(clarify);
        browser.open();
        browser.fill("Token", tokenOf(journal));
        browser.field("Stay signed in").click();
        browser.click("Sign in");
        browser.awaitText("of 8,000 tokens used");
        assertThat(browser.script("return sessionStorage.length")).isEqualTo(0L);
        assertThat(elsewhere()).isEqualTo("[0,\"\",null,\"\",\"\"]");

        browser.open();
        browser.awaitText("Paste a token");
    }

    @Test
    void a_token_that_expires_loses_nothing_that_was_typed_and_the_save_goes_on() {
        Journal journal = Journal.rich(clarify);
        typeUntilTheTokenExpires(journal);
        browser.fill("Description", "Far out");

        browser.click("Add the dream");
        browser.awaitText("Sign in again");
        assertThat(browser.focused()).startsWith("Token");
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("Learn to sail");
        assertThat(browser.field("Description").getDomProperty("value")).isEqualTo("Far out");
        browser.press(environment.tokens().of(UUID.randomUUID().toString(), "user"), Keys.ENTER);
        browser.awaitText("This is the token of somebody else.");
        browser.fill("Token", "Bearer " + tokenOf(journal));
        browser.press(Keys.ENTER);

        browser.awaitText("after adding a dream");
        browser.awaitText("\"Learn to sail\"");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(3);
        browser.open();
        browser.awaitText("\"Learn to sail\"");
    }

    @Test
    void who_does_not_sign_in_again_at_once_keeps_the_form_and_can_later() {
        Journal journal = Journal.rich(clarify);
        typeUntilTheTokenExpires(journal);

        browser.click("Add the dream");
        browser.awaitText("Sign in again");
        browser.press(Keys.ESCAPE);
        browser.awaitText("You are not signed in any longer. Nothing that you typed is lost");
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("Learn to sail");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(2);

        browser.click("Add the dream");
        browser.awaitText("Sign in again");
        browser.press(tokenOf(journal), Keys.ENTER);
        browser.awaitText("\"Learn to sail\"");
    }

    @Test
    void a_token_that_the_server_never_took_is_refused_with_a_message() {
        browser.open();
        browser.fill("Token", "not a token");
        browser.click("Sign in");
        browser.awaitText("This is no token");
        assertThat(browser.focused()).startsWith("Token");

        browser.fill("Token", environment.tokens().of(UUID.randomUUID().toString(), "agent"));
        browser.click("Sign in");
        browser.awaitText("there is no view for others");

        browser.fill("Token", new Tokens().of(UUID.randomUUID().toString(), "user"));
        browser.click("Sign in");
        browser.awaitText("The server does not take this token");
        assertThat(browser.script("return sessionStorage.length")).isEqualTo(0L);
    }

    /** Where a token must not be: other storages, cookies, the history and the address. */
    private Object elsewhere() {
        return browser.script("return JSON.stringify([localStorage.length, document.cookie, history.state,"
                + " location.hash, document.referrer])");
    }

    private void typeUntilTheTokenExpires(Journal journal) {
        String token = tokenOf(journal);
        browser.openWith(token);
        browser.awaitText("of 8,000 tokens used");
        browser.unfold("Add a dream");
        browser.fill("Title", "Learn to sail");
        expire(token, journal);
    }

    /** From now on the page's token is one that has expired. */
    private void expire(String token, Journal journal) {
        String expired = environment
                .tokens()
                .sign(environment
                        .tokens()
                        .claims(journal.userId().toString(), "user")
                        .expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                        .build());
        browser.replaceTokens(token, expired);
    }

    private String tokenOf(Journal journal) {
        return environment.tokens().of(journal.userId().toString(), "user");
    }
}
