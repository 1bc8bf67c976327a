/**
 * The stage on which the tests play: one of the three servers with the shipped artifact, a real PostgreSQL as its
 * default datasource, a real Redis, and an HTTP client with tokens that the server trusts.
 *
 * <p>How to add a test: a class in {@code clarify.tests} whose name ends in {@code ServerIT}, with
 * {@link clarify.testkit.OnServer @OnServer} naming the deployment it wants, and a constructor that takes the {@link
 * clarify.testkit.TestEnvironment}:
 *
 * <pre>{@code
 * @OnServer(Standard.class)
 * class DreamsServerIT {
 *     private final Clarify clarify;
 *
 *     DreamsServerIT(TestEnvironment stage) {
 *         clarify = stage.clarify();
 *     }
 *
 *     @Test
 *     void a_dream_is_created() {
 *         var person = clarify.newcomer(); // a random user with a profile
 *         assertThat(person.post("/dreams", Map.of("title", "A garden")).status()).isEqualTo(201);
 *     }
 * }
 * }</pre>
 *
 * <p>Classes that name the same deployment share it, whichever order they run in; a test keeps to users of its own and
 * needs no cleaning up. Other settings are another deployment: a class like {@link clarify.testkit.Standard}. What a test
 * does to Redis or PostgreSQL is undone after it. {@code ./mvnw verify -Dserver=wildfly -Dit.test=DreamsServerIT} is the quick round; the
 * servers' logs are in {@code target/servers/logs}.
 */
@NullMarked
package clarify.testkit;

import org.jspecify.annotations.NullMarked;
