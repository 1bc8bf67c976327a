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
    void a_field_that_does_not_exist_is_found_however_deep() throws IOException {
        JsonObject deployment = manifests().stream()
                .filter(manifest -> manifest.get("kind").getAsString().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        container(deployment).getAsJsonObject("readinessProbe").addProperty("periodSecond", 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> validate(deployment))
                .withMessageContaining("periodSecond");
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
