package clarify.rest;

import clarify.journal.JournalSettings;
import clarify.settings.Settings;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** The text is not longer than {@link JournalSettings#maxMessage}. Null is valid. */
@Constraint(validatedBy = MessageContent.Check.class)
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface MessageContent {

    String message() default "is too long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Created by the validator, at the first message. */
    final class Check implements ConstraintValidator<MessageContent, String> {

        private final int longest;

        Check(int longest) {
            this.longest = longest;
        }

        /** For the validator, which wants it public. */
        public Check() {
            this(JournalSettings.read(Settings.ofApplication()).maxMessage());
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            if (text == null || text.length() <= longest) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate("must have a length of 0 to " + longest)
                    .addConstraintViolation();
            return false;
        }
    }
}
