/**
 * The test environment: one of the three servers with the shipped artifact, a real PostgreSQL as its default datasource, a
 * real Redis, and an HTTP client with tokens that the server trusts.
 *
 * <p>To add a test, copy {@code clarify.tests.SampleServerIT}: a class in {@code clarify.tests} whose name ends in {@code
 * ServerIT}, with {@link clarify.testkit.OnServer @OnServer} naming the deployment it needs, and a constructor that takes
 * the {@link clarify.testkit.TestEnvironment}.
 *
 * <p>Classes that name the same deployment share it, in any order; a test uses users of its own and needs no clean-up.
 * Other settings need another deployment: a class like {@link clarify.testkit.Standard}. What a test does to Redis or
 * PostgreSQL is undone after it. A quick round: {@code ./mvnw verify -Dserver=wildfly -Dit.test=SampleServerIT
 * -Dskip.unit.tests}. The logs of the servers are in {@code arquillian-tests/target/servers/logs}.
 *
 * <p>A test must not depend on luck:
 *
 * <ul>
 *   <li>To have calls at the same time, make them wait: {@link clarify.testkit.Postgres#lock} holds up what the server
 *       does in the database, {@link clarify.testkit.ConcurrentCalls} makes the calls.
 *   <li>Before counting, wait until nothing is left to do in the background: {@link
 *       clarify.testkit.Clarify#settledMetrics} and {@link clarify.testkit.Journal#warm}.
 *   <li>Use Awaitility without a time limit of your own; the default is {@link
 *       clarify.testkit.TestEnvironment#PATIENCE}.
 * </ul>
 */
@NullMarked
package clarify.testkit;

import org.jspecify.annotations.NullMarked;
