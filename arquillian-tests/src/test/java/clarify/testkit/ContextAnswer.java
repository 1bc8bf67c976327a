package clarify.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The JSON form of a context. */
public record ContextAnswer(JsonNode json) {
    public String text() {
        return json.required("text").textValue();
    }

    public int tokensUsed() {
        return json.required("tokensUsed").intValue();
    }

    public boolean fresh() {
        return json.required("fresh").booleanValue();
    }

    /** What the cache could do: {@code answered}, {@code unanswered} or {@code off}. */
    public String cache() {
        return json.required("cache").textValue();
    }

    public boolean partial() {
        return json.required("partial").booleanValue();
    }

    public int cacheHits() {
        return json.required("cacheHits").intValue();
    }

    public int cacheMisses() {
        return json.required("cacheMisses").intValue();
    }

    public List<Section> sections() {
        return StreamSupport.stream(json.required("sections").spliterator(), false)
                .map(Section::of)
                .toList();
    }

    /** The kinds of sections that came from {@code cache}, {@code database}, or {@code failed}. */
    public Set<String> from(String source) {
        return sections().stream()
                .filter(section -> section.source().equals(source))
                .map(Section::kind)
                .collect(Collectors.toSet());
    }

    /** One section of the context. */
    public record Section(String kind, int items, int included, int tokens, String source) {
        private static Section of(JsonNode node) {
            return new Section(
                    node.required("kind").textValue(),
                    node.required("items").intValue(),
                    node.required("included").intValue(),
                    node.required("tokens").intValue(),
                    node.required("source").textValue());
        }
    }
}
