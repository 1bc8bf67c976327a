package clarify.launch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The database that the environment names, in the variables that PostgreSQL's own programs use. */
enum Database {
    POSTGRESQL,
    H2;

    private static final String HOST = "PGHOST";
    private static final String PORT = "PGPORT";
    private static final List<String> OTHERS = List.of(PORT, "PGDATABASE", "PGUSER", "PGPASSWORD");

    /**
     * PostgreSQL when its host is given, otherwise H2.
     *
     * @throws IllegalArgumentException when the rest of PostgreSQL is not given, or its port is none; says what is wrong
     */
    static Database of(Map<String, String> environment) {
        if (isMissing(HOST, environment)) {
            return H2;
        }
        String missing =
                OTHERS.stream().filter(name -> isMissing(name, environment)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(HOST + " is set, but not " + missing + ".");
        }
        if (!isPort(environment.getOrDefault(PORT, ""))) {
            throw new IllegalArgumentException(PORT + " is not a port: " + environment.get(PORT));
        }
        return POSTGRESQL;
    }

    private static boolean isPort(String text) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
    }

    private static boolean isMissing(String name, Map<String, String> environment) {
        return environment.getOrDefault(name, "").isBlank();
    }
}
