package clarify.launch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The database that the environment names, in the variables that PostgreSQL's own programs use. */
enum Database {
    POSTGRESQL,
    H2;

    private static final String HOST = "PGHOST";
    private static final List<String> OTHERS = List.of("PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD");

    /**
     * PostgreSQL when its host is given, otherwise H2.
     *
     * @throws IllegalArgumentException when the rest of PostgreSQL is not given; says what is missing
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
        return POSTGRESQL;
    }

    private static boolean isMissing(String name, Map<String, String> environment) {
        return environment.getOrDefault(name, "").isBlank();
    }
}
