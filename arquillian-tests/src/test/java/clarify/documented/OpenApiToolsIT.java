package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code .ci/openapi} says of each server: its tools and the client in TypeScript need Node.js. */
class OpenApiToolsIT {

    private static final Path SCRIPT =
            Path.of("..", ".ci", "openapi").toAbsolutePath().normalize();

    @ParameterizedTest
    @EnumSource
    void each_operation_is_called_with_the_client_in_typescript(ServerPage server) {
        try (var operator = server.operator()) {
            operator.fillIn();

            String output = operator.run(server.linesWith("", SCRIPT + " http://localhost:$HTTP_PORT issuer.key\n"));

            assertThat(output).containsPattern("Each of \\d+ operations was called");
        }
    }
}
