package clarify.tests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** How many objects each list of a document has, which may be larger than the memory. */
final class RowCounts {

    private RowCounts() {}

    /**
     * By the names of the lists.
     *
     * @throws IOException if the document has no end
     */
    static Map<String, Integer> of(InputStream document) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (var parser = new JsonFactory().createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonStreamContext list = parser.getParsingContext().getParent();
                if (token == JsonToken.START_OBJECT && list != null && list.inArray()) {
                    counts.merge(list.getParent().getCurrentName(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }
}
