package clarify.tests;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.testkit.Caller;
import clarify.testkit.OnServer;
import clarify.testkit.ShippedLibrary;
import clarify.testkit.TestEnvironment;
import clarify.testkit.WithGuest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The libraries that run are those that ship and were tested, not others of the same name that the server brings. */
@OnServer(WithGuest.class)
class LibrariesServerIT {
    private final Caller guest;
    private final List<ShippedLibrary> shipped;

    LibrariesServerIT(TestEnvironment environment) {
        guest = environment.atPath("/guest");
        shipped = environment.libraries();
    }

    @Test
    void every_library_that_runs_is_the_one_that_ships_in_its_version() {
        String directory = directoryOfOurs();

        assertThat(byFile(library -> running(library.classes().stream())))
                .isEqualTo(byFile(library -> directory + library.file() + " " + library.version()));
    }

    /** Only this product has classes of these names. */
    private String directoryOfOurs() {
        return running(Stream.of("clarify.health.HealthState")).replaceFirst("[^/]*$", "");
    }

    private Map<String, String> byFile(Function<ShippedLibrary, String> origin) {
        return shipped.stream().collect(Collectors.toMap(ShippedLibrary::file, origin));
    }

    private String running(Stream<String> classes) {
        return guest.send(
                        "POST",
                        "/origins",
                        BodyPublishers.ofString(classes.collect(Collectors.joining("\n"))),
                        UnaryOperator.identity())
                .expect(200)
                .body();
    }
}
