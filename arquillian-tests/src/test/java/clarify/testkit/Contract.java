package clarify.testkit;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds each answer of the API to the document that the product serves: its status, media type, headers and body. */
final class Contract {
    private static final OpenApiInteractionValidator VALIDATOR =
            OpenApiInteractionValidator.createForInlineApiSpecification(document())
                    .withBasePathOverride("/clarify")
                    .build();

    private static final Set<String> METHODS =
            Stream.of(Request.Method.values()).map(Enum::name).collect(Collectors.toSet());

    /** Of a path or a method that there is not, no document says what is answered. */
    private static final Set<String> UNKNOWN =
            Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

    private Contract() {}

    private static String document() {
        try {
            return Files.readString(
                    Path.of("..", "war-module", "src", "main", "resources", "META-INF", "openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test fails if the document says something else. */
    static void check(HttpResponse<String> response) {
        String method = response.request().method();
        String path = response.request().uri().getRawPath();
        if (!path.startsWith("/clarify/api/") || !METHODS.contains(method)) {
            return;
        }
        var answer = SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
        response.headers().map().forEach(answer::withHeader);
        List<ValidationReport.Message> violations =
                VALIDATOR.validateResponse(path, Request.Method.valueOf(method), answer.build()).getMessages().stream()
                        .filter(message -> !UNKNOWN.contains(message.getKey()))
                        .filter(message -> !isEmptyText(response, message))
                        .toList();
        if (!violations.isEmpty()) {
            throw new AssertionError("%s %s: %d is not as in openapi.yaml: %s\n%s"
                    .formatted(method, path, response.statusCode(), violations, response.body()));
        }
    }

    /** The context of a person of whom nothing is known is the empty text. */
    private static boolean isEmptyText(HttpResponse<String> response, ValidationReport.Message message) {
        return message.getKey().equals("validation.response.body.missing")
                && response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain");
    }
}
