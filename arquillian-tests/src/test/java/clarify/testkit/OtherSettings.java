package clarify.testkit;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.Archive;

/** The shipped artifact with messages as long as they may be, and deletions that want a fresh sign-in. */
public final class OtherSettings {
    private OtherSettings() {}

    /** Of a message, in UTF-16 units. */
    public static final int LONGEST = 64_000;

    @Deployment(testable = false)
    static Archive<?> clarify() {
        return TestEnvironment.open()
                .shipped(Map.of(
                        "clarify.journal.max-message",
                        String.valueOf(LONGEST),
                        "clarify.deletion.sign-in-required",
                        "true"));
    }
}
