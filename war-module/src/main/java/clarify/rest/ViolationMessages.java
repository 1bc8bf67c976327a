package clarify.rest;

import jakarta.validation.MessageInterpolator;
import java.util.Locale;
import java.util.Map;

/** The messages of violated constraints: in English whatever the server's locale, and never evaluated as expressions. */
final class ViolationMessages implements MessageInterpolator {

    private static final Map<String, String> MESSAGES = Map.of(
            "{jakarta.validation.constraints.NotNull.message}", "is required",
            "{jakarta.validation.constraints.Size.message}", "must have a length of {min} to {max}",
            "{jakarta.validation.constraints.Min.message}", "must be {value} or more",
            "{jakarta.validation.constraints.Max.message}", "must be {value} or less",
            "{jakarta.validation.constraints.Pattern.message}", "must be {regexp}");

    @Override
    public String interpolate(String template, Context context) {
        String message = MESSAGES.getOrDefault(template, template);
        for (Map.Entry<String, Object> attribute :
                context.getConstraintDescriptor().getAttributes().entrySet()) {
            message = message.replace("{" + attribute.getKey() + "}", String.valueOf(attribute.getValue()));
        }
        return message;
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
        return interpolate(template, context);
    }
}
