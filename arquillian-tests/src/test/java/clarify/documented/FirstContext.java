package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

/** Where every page of a server leads: a context over PostgreSQL and Redis. */
final class FirstContext {
    private FirstContext() {}

    static void isReachedBy(ServerPage server) {
        try (var operator = server.operator()) {
            operator.fillIn();

            String output = operator.run(server.page().shellLines());

            assertPrinted(output);
            assertThat(operator.rows("clarify_sessions")).isEqualTo(1);
            assertThat(operator.keysInRedis()).isPositive();
            assertThat(operator.writtenFilesWithPasswords()).isEmpty();
            assertThat(operator.file("audit.log")).isEmpty(); // nobody was refused, and nothing was deleted
        }
    }

    static void assertPrinted(String output) {
        assertThat(output)
                .contains(
                        "\nName: Maya Cohen\n",
                        "\n- \"Open a small ceramics studio\" (general): No description\n",
                        "\nThe next context came from Redis.\n");
    }
}
