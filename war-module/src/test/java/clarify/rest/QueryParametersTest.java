package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import clarify.journal.Cursor;
import clarify.journal.DreamStatus;
import clarify.journal.Page;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

    private final MultivaluedHashMap<String, String> given = new MultivaluedHashMap<>();
    private final QueryParameters query = new QueryParameters(given);

    @Test
    void has_defaults_for_what_is_not_given() {
        Page page = query.page();

        query.throwIfInvalid();
        assertThat(page).isEqualTo(new Page(20, null));
        assertThat(query.enumValue("status", DreamStatus.class)).isNull();
    }

    @Test
    void reads_what_is_given() {
        UUID before = UUID.randomUUID();
        given.add("limit", "100");
        given.add("before", before.toString());
        given.add("status", "achieved");

        assertThat(query.page()).isEqualTo(new Page(100, new Cursor.Row(before)));
        assertThat(query.enumValue("status", DreamStatus.class)).isEqualTo(DreamStatus.ACHIEVED);
        query.throwIfInvalid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "+1", "1.5", "x", "", " 1", "99999999999999999999", "\u0661"})
    void refuses_a_number_that_is_none_or_out_of_range(String limit) {
        given.add("limit", limit);
        query.page();

        assertThat(Refused.places(query::throwIfInvalid)).containsExactly("limit");
    }

    @Test
    void names_everything_that_is_wrong_at_once() {
        given.add("limit", "0");
        given.add("before", "x");
        given.add("status", "ACTIVE");
        query.page();
        query.enumValue("status", DreamStatus.class);

        assertThat(Refused.places(query::throwIfInvalid)).containsExactly("limit", "before", "status");
    }

    @Test
    void takes_no_parameter_twice() {
        given.addAll("limit", "5", "5");
        query.page();

        assertThat(Refused.places(query::throwIfInvalid)).containsExactly("limit");
    }
}
