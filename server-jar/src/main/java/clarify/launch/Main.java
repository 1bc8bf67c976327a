package clarify.launch;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Starts the server. The settings come from the environment; options of Payara Micro may be given too. */
public final class Main {

    private static final String LIMITS = "payara-micro.asadmin";

    private static final String DATASOURCE = "payara-postgresql.asadmin";

    private Main() {}

    public static void main(String[] options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--nohazelcast", "--prebootcommandfile", file(LIMITS)));
        try {
            all.addAll(datasource(Database.of(System.getenv())));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        all.addAll(List.of(options));
        try {
            PayaraMicroLauncher.main(all.toArray(String[]::new));
        } catch (Exception e) {
            fail("The server did not start: the first record with SEVERE has the reason."
                    + " 'Address already in use' is a port that another program has.");
        }
        // Not the deployed applications of the runtime: they have one whose start has failed.
        if (PayaraMicro.getInstance()
                .getRuntime()
                .getLocalDescriptor()
                .getDeployedApplications()
                .isEmpty()) {
            fail("The application did not start: the records with SEVERE have the reason.");
        }
    }

    private static void fail(String reason) {
        System.err.println(reason);
        System.exit(1);
    }

    private static List<String> datasource(Database database) throws IOException {
        if (database == Database.H2) {
            System.err.println("PGHOST is not set: everything is written to H2 and is gone when this process ends.");
            System.setProperty("h2.bindAddress", "127.0.0.1"); // Payara lets it listen for other processes
            return List.of();
        }
        return List.of("--postbootcommandfile", file(DATASOURCE));
    }

    /** Payara reads commands from a file only. They hold no password, but the name of the variable that has it. */
    private static String file(String commands) throws IOException {
        Path file = Files.createTempFile("clarify-", ".asadmin");
        file.toFile().deleteOnExit();
        try (InputStream own = Main.class.getResourceAsStream("/" + commands)) {
            Files.copy(Objects.requireNonNull(own), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file.toString();
    }
}
