package clarify.cluster;

import java.util.List;

/**
 * A request that is sent again and again.
 *
 * @param leastBytes what an answer has, with its head: fewer are another answer
 * @param mostBytes likewise
 */
record MeasuredRequest(String title, String path, List<String> headers, int leastBytes, int mostBytes) {

    void check(double bytes) {
        if (bytes < leastBytes || bytes > mostBytes) {
            throw new IllegalStateException("%s: answers of %.0f bytes are other ones".formatted(title, bytes));
        }
    }
}
