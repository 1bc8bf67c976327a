package clarify.browser;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Clarify;
import clarify.testkit.ContextProbe;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Postgres;
import clarify.testkit.Redis;
import clarify.testkit.Standard;
import clarify.testkit.TestEnvironment;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@OnServer(Standard.class)
class AdminPageServerIT {
    private static final Pattern COUNTDOWN = Pattern.compile("Next try in [0-9]+ s");

    private final TestEnvironment environment;
    private final Clarify clarify;
    private final Redis redis;

    @AutoClose("end")
    private final Browser browser;

    AdminPageServerIT(TestEnvironment environment) {
        this.environment = environment;
        clarify = environment.clarify();
        redis = environment.redis();
        browser = new Browser(URI.create(environment.address() + "/"));
    }

    @AfterEach
    void the_circuit_is_closed_again() {
        clarify.admin().post("/admin/cache/circuit/reset", "");
    }

    @Test
    void an_open_circuit_counts_down_and_is_reset_with_the_keyboard() {
        ContextProbe probe = new ContextProbe(environment);
        browser.openWith(admin());
        browser.awaitText("closed");
        redis.stop();
        probe.assertOpensAtTheThirdContext();
        browser.await(() -> assertThat(browser.text()).containsPattern(COUNTDOWN));
        redis.start();

        browser.tabTo("Reset the circuit");
        browser.press(Keys.ENTER);
        browser.awaitText("Reset the circuit?");
        assertThat(browser.focused()).isEqualTo("Cancel");
        browser.tabTo("Reset the circuit");
        browser.press(Keys.ENTER);

        browser.await(() -> assertThat(browser.status()).isEqualTo("The circuit is closed."));
        browser.awaitText("Redis is asked.");
        assertThat(clarify.cache().state()).isEqualTo("closed");
        assertThat(browser.focused()).isEqualTo("Reset the circuit");
    }

    @Test
    void nothing_is_purged_without_confirmation() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        browser.openWith(admin());
        browser.click("Purge everything");
        browser.awaitText("Purge everything?");
        browser.click("Cancel");
        browser.await(() -> assertThat(browser.status()).isEqualTo("Nothing was done."));
        assertThat(journal.caller().context().cacheHits()).isEqualTo(5);

        browser.click("Purge everything");
        browser.visible("//dialog//button[.='Purge everything']").click();
        browser.await(() -> assertThat(browser.status()).isEqualTo("Everything is purged."));
        assertThat(journal.caller().context().cacheHits()).isZero();
    }

    @Test
    void one_person_or_one_kind_is_purged() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        browser.openWith(admin());
        browser.visible("//form[@aria-label='Purge a user']//input")
                .sendKeys(journal.userId().toString());
        browser.click("Purge a user");
        browser.visible("//dialog//button[.='Purge a user']").click();
        browser.await(() -> assertThat(browser.status()).contains("are purged"));
        assertThat(journal.caller().context().cacheHits()).isZero();

        journal.warm();
        browser.field("Kind").sendKeys("dreams");
        browser.click("Purge a kind");
        browser.visible("//dialog//button[.='Purge a kind']").click();
        browser.await(() -> assertThat(browser.status()).isEqualTo("Every list of dreams is purged."));
        assertThat(journal.caller().context().from("database")).containsExactly("dreams");
    }

    @Test
    void a_person_is_warmed() {
        Journal journal = Journal.rich(clarify);
        redis.ask(jedis -> jedis.del(journal.keys()));
        browser.openWith(admin());

        browser.visible("//form[@aria-label='Warm a user']//input")
                .sendKeys(journal.userId().toString());
        browser.click("Warm a user");
        browser.visible("//dialog//button[.='Warm a user']").click();

        browser.await(() -> assertThat(browser.status()).contains("are being stored: 5 read from the database"));
        browser.await(() -> assertThat(redis.<Long>ask(jedis -> jedis.exists(journal.keys())))
                .isEqualTo(5));
        assertThat(journal.caller().context().cacheHits()).isEqualTo(5);
    }

    @Test
    void a_person_is_found_by_id_with_keys_ages_sizes_and_the_explained_context() {
        Journal journal = Journal.rich(clarify);
        journal.warm();
        browser.openWith(admin());
        browser.fill("Id of the person", journal.userId().toString());
        browser.click("Show this person");

        browser.awaitText("5 hits, no miss");
        assertThat(browser.text())
                .contains(journal.keys())
                .contains("A boat", "of 8,000 tokens used", "Recurring Theme");
    }

    @Test
    void all_nodes_are_listed_and_one_that_is_away_is_never_green() {
        UUID away = UUID.randomUUID();
        Postgres postgres = environment.postgres();
        postgres.execute(
                "insert into nodes values ('%s', 'clarify-7', '0.9.0', now(), now() - interval '3 min', 'closed',"
                                .formatted(away)
                        + " 'fresh', 0)");
        browser.openWith(admin());

        browser.awaitText("(this one)");
        browser.awaitText("not seen for 3 min");
        assertThat(edge("clarify-7")).isNotEqualTo(edge("(this one)"));

        postgres.execute("delete from nodes where id = '%s'".formatted(away));
        browser.await(() -> assertThat(browser.text()).doesNotContain("clarify-7"));
    }

    private Object edge(String name) {
        return browser.script("return getComputedStyle([...document.querySelectorAll('.nodes tbody th')]"
                + ".find(each => each.textContent.includes('" + name + "'))).borderLeftColor");
    }

    @Test
    void what_waits_in_the_outbox_is_listed_until_it_is_delivered() {
        Journal journal = Journal.rich(clarify);
        environment.postgres().awaitEmptyOutbox();
        browser.openWith(admin());
        browser.awaitText("Nothing waits: Redis knows of every change.");
        redis.stop();

        Journal.dream(journal.caller(), "A lighthouse");

        browser.awaitText("1 invalidation waits, the oldest for");
        assertThat(browser.visible("//section[.//h2='Waiting in the outbox']//tbody/tr")
                        .getText())
                .contains(journal.userId().toString(), "Dreams");
        redis.start();
        clarify.admin().post("/admin/cache/circuit/reset", "").expect(200);
        browser.awaitText("Nothing waits: Redis knows of every change.");
    }

    @Test
    void what_is_no_id_of_a_user_is_refused_at_the_form() {
        browser.openWith(admin());
        browser.visible("//form[@aria-label='Purge a user']//input").sendKeys("nobody");
        browser.click("Purge a user");
        browser.awaitText("This is no user id");

        assertThat(browser.visible("//form[@aria-label='Purge a user']//*[@role='alert']")
                        .getText())
                .contains("Please look at the marked fields.");
    }

    @Test
    void a_user_who_is_also_an_administrator_switches_between_the_views() {
        Journal journal = Journal.rich(clarify);
        browser.openWith(environment.tokens().of(journal.userId().toString(), "user", "admin"));
        browser.awaitText("of 8,000 tokens used");

        browser.click("Operation");
        browser.awaitText("Actions");
        assertThat(browser.focused()).isEqualTo("Operation");

        browser.click("Your context");
        browser.awaitText("of 8,000 tokens used");
        assertThat(browser.text()).doesNotContain("Actions");
    }

    @Test
    void a_user_does_not_see_the_admin_view() {
        String token = environment.tokens().of(clarify.newcomer().id().toString(), "user");
        browser.openWith(token);
        browser.awaitText("No dreams yet.");
        assertThat(browser.text()).doesNotContain("Operation", "Circuit", "Purge");

        browser.openWith(withGroups(token, "admin"));
        browser.awaitText("The server does not take this token");
        assertThat(browser.text()).doesNotContain("Purge");
    }

    private String admin() {
        return environment.tokens().of(UUID.randomUUID().toString(), "admin");
    }

    /** The same token with other groups, which its signature does not cover. */
    private static String withGroups(String token, String group) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged = claims.replace("[\"user\"]", "[\"" + group + "\"]");
        assertThat(forged).isNotEqualTo(claims);
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }
}
