package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the script with limits leaves in the configuration of WildFly, on a machine with any number of processors. */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
class ShippedLimitsServerIT {

    @Test
    void the_script_gives_it_threads_for_requests() throws IOException {
        Path configuration = TestEnvironment.file("clarify.servers")
                .toPath()
                .resolve("wildfly/standalone/configuration/standalone.xml");

        assertThat(Files.readString(configuration)).contains("task-max-threads=\"200\"");
    }
}
