package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.BeanOfYourOwn;
import clarify.testkit.Caller;
import clarify.testkit.Clarify;
import clarify.testkit.Journal;
import clarify.testkit.OnServer;
import clarify.testkit.Redis;
import clarify.testkit.TestEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import redis.clients.jedis.params.SetParams;

/** The project that the documentation prints, built by Maven and deployed as it says. */
@OnServer(BeanOfYourOwn.class)
@DisabledIfSystemProperty(
        named = "arquillian.launch",
        matches = "payara-micro",
        disabledReason = "Payara Micro deploys no EAR.")
class BeanOfYourOwnServerIT {
    private final Clarify clarify;
    private final Redis redis;
    private final Caller moons;

    BeanOfYourOwnServerIT(TestEnvironment environment) {
        clarify = environment.clarify();
        redis = environment.redis();
        moons = environment.atServerPath("/moons/api");
    }

    @Test
    void its_bean_looks_up_once_and_then_asks_redis() {
        assertThat(radius("Io")).isEqualTo(1822);
        awaitStored("Io");

        String stored = redis.ask(jedis -> jedis.get("moon:Io"));
        redis.ask(jedis -> jedis.set(
                "moon:Io", stored.replace("1822", "1823"), SetParams.setParams().keepTtl()));

        assertThat(radius("Io")).isEqualTo(1823);
    }

    @Test
    void what_its_lookup_does_not_find_is_not_stored() {
        moons.get("/Vulcan").expect(404);

        radius("Europa");
        awaitStored("Europa"); // later than the other would have been
        assertThat(redis.<Boolean>ask(jedis -> jedis.exists("moon:Vulcan"))).isFalse();
    }

    @Test
    void contexts_are_built_and_cached_beside_it() {
        assertThat(Journal.rich(clarify).warm().cacheHits()).isEqualTo(5);
    }

    private int radius(String moon) {
        return moons.get("/" + moon)
                .expect(200)
                .json()
                .required("radiusInKilometres")
                .intValue();
    }

    private void awaitStored(String moon) {
        Awaitility.await("the store").until(() -> redis.ask(jedis -> jedis.exists("moon:" + moon)));
    }
}
