package clarify.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a node has told in the record of its start, field by field. */
record StartedWith(Map<String, String> fields) {
    private static final Pattern RECORD = Pattern.compile("operation=clarify\\.start (.*)");
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    /** @param log in which a record stands in one line */
    static StartedWith read(String log) {
        String record =
                RECORD.matcher(log).results().map(found -> found.group(1)).reduce("", (before, last) -> last);
        Map<String, String> fields = new HashMap<>();
        FIELD.matcher(record)
                .results()
                .forEach(field -> fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2)));
        return new StartedWith(fields);
    }

    /** The value of that field; a dash if the node has not told it. */
    String field(String name) {
        return fields.getOrDefault(name, "-");
    }
}
