package clarify.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintValidatorContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageContentTest {

    private final List<String> told = new ArrayList<>();
    private final MessageContent.Check check = new MessageContent.Check(5);

    @Test
    void a_text_of_the_greatest_length_is_valid_and_so_is_none() {
        assertThat(check.isValid("12345", context())).isTrue();
        assertThat(check.isValid(null, context())).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void a_longer_one_is_told_the_true_limit() {
        assertThat(check.isValid("123456", context())).isFalse();
        assertThat(told).containsExactly("must have a length of 0 to 5");
    }

    @Test
    void a_body_has_room_for_the_longest_turn_with_every_character_escaped() {
        assertThat(Bodies.maxBytes(4_000)).isEqualTo(256 * 1024);
        assertThat(Bodies.maxBytes(64_000)).isEqualTo(766 * 1024);
        assertThat(Bodies.maxBytes(63_999)).isEqualTo(766 * 1024);
    }

    private ConstraintValidatorContext context() {
        return (ConstraintValidatorContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConstraintValidatorContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("buildConstraintViolationWithTemplate")) {
                        told.add((String) arguments[0]);
                        return builder();
                    }
                    return null;
                });
    }

    private Object builder() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConstraintValidatorContext.ConstraintViolationBuilder.class},
                (proxy, method, arguments) -> null);
    }
}
