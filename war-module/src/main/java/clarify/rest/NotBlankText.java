package clarify.rest;

import clarify.text.Texts;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Something is left of the text when it has been cleaned. Null is legible. */
@Constraint(validatedBy = NotBlankText.Check.class)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface NotBlankText {

    String message() default "must have something to read in it";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Public, as the validator's provider makes it. */
    final class Check implements ConstraintValidator<NotBlankText, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || !Texts.clean(text).isEmpty();
        }
    }
}
