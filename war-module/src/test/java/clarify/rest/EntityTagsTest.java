package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.Language;
import clarify.journal.ProfileView;
import clarify.journal.Tier;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

    private static final ProfileView ROW = row("Maya");
    private static final String TAG = EntityTags.of(ROW).orElseThrow();

    private static ProfileView row(String name) {
        return new ProfileView(new UUID(0, 1), null, name, Tier.FREE, Language.EN, 0, 0, Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void the_same_row_has_the_same_tag_and_another_row_another_one() {
        assertThat(TAG)
                .matches("\"[\\w-]{43}\"")
                .isEqualTo(EntityTags.of(row("Maya")).orElseThrow());
        assertThat(EntityTags.of(row("Ines"))).isPresent().get().isNotEqualTo(TAG);
        assertThat(EntityTags.of(List.of(ROW))).isEmpty();
    }

    @Test
    void a_change_requires_one_of_the_tags_that_are_named() {
        EntityTags.require(List.of(), () -> Assertions.fail("nobody asked"));
        EntityTags.require(List.of("*"), () -> ROW);
        EntityTags.require(List.of(TAG), () -> ROW);
        EntityTags.require(List.of("\"a, b\", " + TAG), () -> ROW);
        EntityTags.require(List.of("\"a\"", TAG), () -> ROW);
    }

    @ParameterizedTest
    @CsvSource({"another", "W/", "''", "nonsense"})
    void a_change_of_another_row_is_refused(String what) {
        String header = switch (what) {
            case "another" -> EntityTags.of(row("Ines")).orElseThrow();
            case "W/" -> "W/" + TAG;
            default -> what;
        };

        Assertions.assertThatThrownBy(() -> EntityTags.require(List.of(header), () -> ROW))
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(412));
    }

    @Test
    void versions_are_named_by_strong_tags_alone() {
        assertThat(EntityTags.nameVersions(List.of("\"a\""))).isTrue();
        assertThat(EntityTags.nameVersions(List.of("\"a\", \"b\"", "\"c\""))).isTrue();
        for (String header : List.of("*", "\"a\", *", "*, \"a\"", "\"a\", W/\"b\"", "W/\"a\"", "", "nonsense")) {
            assertThat(EntityTags.nameVersions(List.of(header))).as(header).isFalse();
        }
        assertThat(EntityTags.nameVersions(List.of("\"a\"", "*"))).isFalse();
        assertThat(EntityTags.nameVersions(List.of())).isFalse();
    }

    @Test
    void a_weak_tag_is_the_same_for_a_reader() {
        assertThat(EntityTags.isNamed(TAG, List.of("\"a\", W/" + TAG))).isTrue();
        assertThat(EntityTags.isNamed("W/" + TAG, List.of(TAG))).isTrue();
        assertThat(EntityTags.isNamed(TAG, List.of("*"))).isTrue();
        assertThat(EntityTags.isNamed(TAG, List.of("\"a\"", "nonsense"))).isFalse();
        assertThat(EntityTags.isNamed(TAG, List.of())).isFalse();
    }
}
