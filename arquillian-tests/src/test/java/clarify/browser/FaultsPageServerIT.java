package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Standard;
import clarify.testkit.TcpProxy;
import clarify.testkit.TestEnvironment;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page says when the server does not answer, answers late, or answers somebody who is not there any more. */
@OnServer(Standard.class)
class FaultsPageServerIT {
    /** How many tiles have another edge than the grey, dashed one of what is out of date. */
    private static final String EDGES_THAT_SEEM_CURRENT = """
            const probe = document.body.appendChild(document.createElement('i'));
            probe.style.color = 'var(--edge)';
            const grey = `${getComputedStyle(probe).color} dashed`;
            probe.remove();
            const edges = [...document.querySelectorAll('.tile')].map(each => getComputedStyle(each))
              .map(style => `${style.borderLeftColor} ${style.borderLeftStyle}`);
            return edges.filter(each => each !== grey).length;
            """;

    private static final long TILES = 4;

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final TcpProxy proxy;
    private final Browser browser;

    FaultsPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        proxy = new TcpProxy(environment.address().getPort());
        browser = new Browser(URI.create("http://127.0.0.1:" + proxy.port() + "/clarify/"));
    }

    @AfterEach
    void no_errors_and_no_requests_to_other_hosts() {
        try (proxy) {
            browser.end();
        }
    }

    @Test
    void a_frozen_server_is_grey_and_ages_until_it_answers_again() {
        openAsAdmin();
        assertThat(browser.script(EDGES_THAT_SEEM_CURRENT)).isEqualTo(TILES);

        proxy.swallow();
        browser.awaitText("The server has not answered within 5 s.");
        assertThat(browser.script(EDGES_THAT_SEEM_CURRENT)).isEqualTo(0L);
        browser.await(() -> assertThat(browser.text()).containsPattern("as of [1-9][0-9]* s ago"));

        proxy.reset(); // what the server was asked meanwhile is lost
        proxy.pass();
        browser.await(() -> assertThat(browser.script(EDGES_THAT_SEEM_CURRENT)).isEqualTo(TILES));
        assertThat(browser.text()).doesNotContain("has not answered");
    }

    @Test
    void a_server_that_is_gone_is_grey_and_nothing_is_told_as_done() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        openAsAdmin();
        browser.click("Purge everything");
        browser.awaitText("Purge everything?");
        proxy.refuse();

        browser.visible("//dialog//button[.='Purge everything']").click();

        browser.awaitText("It is not known whether this was done.");
        assertThat(browser.status()).isEmpty();
        browser.await(() -> assertThat(browser.script(EDGES_THAT_SEEM_CURRENT)).isEqualTo(0L));
        assertThat(journal.caller().context().cacheHits()).isEqualTo(5);
    }

    @Test
    void a_row_whose_answer_was_lost_is_sent_again_and_is_one_row() {
        Journal journal = openAsUser();
        addADreamWithoutAnAnswer();
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("Learn to sail");
        proxy.pass();
        browser.click("Add the dream");

        browser.awaitText("after adding a dream");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(3);
    }

    private void addADreamWithoutAnAnswer() {
        browser.unfold("Add a dream");
        browser.fill("Title", "Learn to sail");
        proxy.loseReplies(Integer.MAX_VALUE);

        browser.click("Add the dream");
        browser.awaitText("It is not known whether this was done.");
    }

    @Test
    void a_request_that_the_browser_repeats_by_itself_is_one_row() {
        Journal journal = openAsUser();
        browser.unfold("Add a dream");
        browser.fill("Title", "Learn to sail");
        proxy.loseReplies(1);

        browser.click("Add the dream");

        browser.awaitText("after adding a dream");
        assertThat(proxy.hasLostReplies()).isTrue();
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(3);
    }

    @Test
    void a_row_whose_answer_was_lost_and_that_was_deleted_since_is_told_so_and_may_be_added_anew() {
        Journal journal = openAsUser();
        addADreamWithoutAnAnswer();
        proxy.pass();
        String added = journal.caller()
                .get("/dreams")
                .expect(200)
                .json()
                .get(0)
                .required("id")
                .textValue();
        journal.caller().delete("/dreams/" + added).expect(204);

        browser.click("Add the dream");

        browser.awaitText("This was added already, and deleted since.");
        assertThat(browser.field("Title").getDomProperty("value")).isEqualTo("Learn to sail");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(2);

        browser.click("Add the dream");
        browser.awaitText("after adding a dream");
        assertThat(journal.caller().get("/dreams").expect(200).json()).hasSize(3);
    }

    private void openAsAdmin() {
        browser.openWith(environment.tokens().of(UUID.randomUUID().toString(), "admin"));
        browser.awaitText("Redis is asked.");
    }

    private Journal openAsUser() {
        Journal journal = Journal.rich(clarify);
        browser.openWith(environment.tokens().of(journal.userId().toString(), "user"));
        browser.awaitText("of 8,000 tokens used");
        return journal;
    }
}
