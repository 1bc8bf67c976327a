package clarify.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PatchFieldTest {

    @Test
    void absent_keeps_what_is_there() {
        PatchField<String> absent = PatchField.absent();

        assertThat(absent.orKeep("there")).isEqualTo("there");
        assertThat(absent.orKeep(null)).isNull();
        assertThat(absent.orKeepRequired("there")).isEqualTo("there");
    }

    @Test
    void set_replaces_what_is_there() {
        PatchField<String> change = PatchField.of("new");

        assertThat(change.orKeep("there")).isEqualTo("new");
        assertThat(change.orKeepRequired("there")).isEqualTo("new");
    }

    @Test
    void null_clears_a_column_that_may_be_null() {
        PatchField<String> cleared = PatchField.of(null);

        assertThat(cleared.orKeep("there")).isNull();
    }

    @Test
    void null_never_clears_a_required_column() {
        PatchField<String> cleared = PatchField.of(null);

        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> cleared.orKeepRequired("there"));
    }

    @Test
    void an_absent_field_has_no_value() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new PatchField<>(false, "value"));
    }
}
