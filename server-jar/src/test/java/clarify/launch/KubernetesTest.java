package clarify.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** No cluster is here. The types of the Kubernetes API know each field of the manifests, and miss none. */
class KubernetesTest {

    private static final Path MANIFESTS = Path.of("..", "docs", "examples", "kubernetes.yaml");
    private static final String TYPES = "io.kubernetes.client.openapi.models.V1";

    private static List<JsonObject> manifests() throws IOException {
        Iterable<Object> documents =
                new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(MANIFESTS));
        Gson gson = new Gson();
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> gson.toJsonTree(document).getAsJsonObject())
                .toList();
    }

    /** @throws IllegalArgumentException for a field that is unknown, missing or of another type */
    private static void validate(JsonObject manifest) {
        try {
            Class.forName(TYPES + manifest.get("kind").getAsString())
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, manifest);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such type", e);
        }
    }

    @Test
    void every_field_of_the_manifests_is_known() throws IOException {
        assertThat(manifests()).hasSize(6).allSatisfy(KubernetesTest::validate);
    }

    @Test
    void a_node_is_asked_for_its_health_ends_gracefully_and_has_a_limit_of_memory() throws IOException {
        JsonObject deployment = deployment();
        JsonObject container = container(deployment);

        assertThat(Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                        .map(probe -> in(container, probe, "httpGet", "path")))
                .containsExactly("/health/started", "/health/ready", "/health/live");
        assertThat(container
                        .getAsJsonObject("lifecycle")
                        .getAsJsonObject("preStop")
                        .toString())
                .isEqualTo("{\"exec\":{\"command\":[\"sleep\",\"10\"]}}");
        assertThat(in(deployment, "spec", "template", "spec", "terminationGracePeriodSeconds"))
                .isEqualTo("60");
        assertThat(in(container, "resources", "limits", "memory"))
                .isEqualTo(in(container, "resources", "requests", "memory"))
                .isEqualTo("1536Mi");
    }

    private static String in(JsonObject object, String... path) {
        JsonElement found = object;
        for (String name : path) {
            found = found.getAsJsonObject().get(name);
        }
        return found.getAsString();
    }

    @Test
    void a_field_that_does_not_exist_is_found_however_deep() throws IOException {
        JsonObject deployment = deployment();
        container(deployment).getAsJsonObject("readinessProbe").addProperty("periodSecond", 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> validate(deployment))
                .withMessageContaining("periodSecond");
    }

    private static JsonObject deployment() throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.get("kind").getAsString().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject container(JsonObject deployment) {
        return deployment
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec")
                .getAsJsonArray("containers")
                .get(0)
                .getAsJsonObject();
    }
}
