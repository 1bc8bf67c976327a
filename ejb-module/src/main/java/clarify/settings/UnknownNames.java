package clarify.settings;

import static clarify.settings.EnvironmentConfigSource.variable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names that look like settings of this application and are none: most likely they are mistyped. */
final class UnknownNames {

    /** What Kubernetes puts into the environment for a service whose name begins like ours. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile("[A-Z0-9_]+_(?:SERVICE_(?:HOST|PORT(?:_.*)?)|PORT(?:_[0-9]+_(?:TCP|UDP|SCTP)(?:_.*)?)?)");

    private UnknownNames() {}

    /**
     * @param names as they are set, in any order, also those of environment variables
     * @param known names of settings
     * @param prefix of our names
     * @return a sentence for each that is ours by its prefix and not known, in alphabetical order
     */
    static List<String> warnings(Iterable<String> names, Set<String> known, String prefix) {
        Set<String> told = new HashSet<>(
                known.stream().map(EnvironmentConfigSource::variable).toList());
        return sorted(names).stream()
                .filter(name -> variable(name).startsWith(variable(prefix)))
                .filter(name -> !isOfAnother(name))
                .filter(name -> told.add(variable(name)))
                .map(name -> warning(name, known))
                .toList();
    }

    private static Set<String> sorted(Iterable<String> names) {
        Set<String> sorted = new TreeSet<>();
        names.forEach(sorted::add);
        return sorted;
    }

    /** Parameters of MicroProfile Fault Tolerance have the name of a class, in either spelling. */
    private static boolean isOfAnother(String name) {
        return name.contains("/")
                || variable(name).contains("_CIRCUITBREAKER_")
                || (isVariable(name) && OF_A_SERVICE.matcher(name).matches());
    }

    private static String warning(String name, Set<String> known) {
        return name + " is no setting and has no effect."
                + nearest(name, known)
                        .map(right -> " Did you mean " + (isVariable(name) ? variable(right) : right) + "?")
                        .orElse("");
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        String wrong = variable(name);
        return known.stream().min(Comparator.comparingInt(right -> distance(wrong, variable(right))));
    }

    private static boolean isVariable(String name) {
        return name.equals(variable(name));
    }

    /** Levenshtein's: how many characters must be inserted, removed or replaced. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
