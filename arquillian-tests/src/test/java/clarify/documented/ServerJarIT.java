package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerJarIT {
    private static final String PAGE = "deploy-server-jar.md";
    private static final String JAR = "clarify-server.jar";

    @Test
    void its_page_leads_to_the_first_context() {
        FirstContext.isReachedBy(PAGE, JAR);
    }

    @Test
    void the_address_of_redis_and_what_tokens_need_is_enough_for_trying_out() {
        try (var operator = new Operator(JAR)) {
            operator.fillInWithout("PG");

            String output = operator.run(new Page(PAGE).shellLines());

            FirstContext.assertPrinted(output);
            assertThat(operator.keysInRedis()).isPositive();
            assertThat(operator.tables()).isZero();
        }
    }

    @Test
    void half_a_database_is_refused_with_what_is_missing() {
        try (var operator = new Operator(JAR)) {
            String output = operator.run("PGHOST=localhost PGUSER=me java -jar clarify-server.jar || echo refused: $?");

            assertThat(output).contains("PGHOST is set, but not PGPORT, PGDATABASE, PGPASSWORD.", "refused: 2");
        }
    }
}
