package clarify.cluster;

import static org.junit.jupiter.api.Assumptions.abort;

import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same checks on each combination of server, Java, Redis and database, and the table of what ran. */
class MatrixIT {
    private static final List<MatrixRow> ROWS = new ArrayList<>();

    static List<Combination> combinations() {
        return Combination.picked();
    }

    @BeforeAll
    static void beAsPatientAsOthers() {
        Awaitility.setDefaultTimeout(TestEnvironment.PATIENCE);
    }

    @AfterEach
    void report() throws IOException {
        MatrixRow.write(ROWS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    void does_what_all_others_do(Combination combination) {
        try (var run = new MatrixRun(combination)) {
            try {
                run.check();
                ROWS.add(run.row("passed"));
            } catch (AssertionError | RuntimeException e) {
                ROWS.add(run.row("failed: " + e.getMessage()));
                throw e;
            }
        } catch (NotToBeHad e) {
            ROWS.add(MatrixRow.notToBeHad(combination, String.valueOf(e.getMessage())));
            abort(e.getMessage());
        }
    }
}
