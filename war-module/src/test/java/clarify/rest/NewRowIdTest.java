package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewRowIdTest {

    private static final UUID USER = UUID.randomUUID();

    @Test
    void a_request_without_a_key_gets_another_id_each_time() {
        assertThat(NewRowId.of(USER, at("dreams"), null)).isNotEqualTo(NewRowId.of(USER, at("dreams"), null));
    }

    @Test
    void a_request_that_is_repeated_gets_the_same_id() {
        assertThat(NewRowId.of(USER, at("dreams"), "k")).isEqualTo(NewRowId.of(USER, at("dreams"), "k"));
    }

    @Test
    void user_path_and_key_all_matter() {
        assertThat(NewRowId.of(USER, at("dreams"), "k"))
                .isNotEqualTo(NewRowId.of(UUID.randomUUID(), at("dreams"), "k"))
                .isNotEqualTo(NewRowId.of(USER, at("sessions"), "k"))
                .isNotEqualTo(NewRowId.of(USER, at("dreams"), "l"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void a_blank_key_is_refused(String key) {
        assertRefused(key);
    }

    @Test
    void a_key_has_at_most_255_characters() {
        assertThat(NewRowId.of(USER, at("dreams"), "k".repeat(255))).isNotNull();
        assertRefused("k".repeat(256));
    }

    private static void assertRefused(String key) {
        assertThatThrownBy(() -> NewRowId.of(USER, at("dreams"), key))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(400));
    }

    private static UriInfo at(String path) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> path);
    }
}
