package clarify.rest;

import jakarta.validation.MessageInterpolator;
import java.util.Locale;
import java.util.Map;

/** What a violated limit is called: in English, whatever the server's language, and never evaluated as an expression. */
final class ViolationMessages implements MessageInterpolator {

    private static final Map<String, String> SENTENCES = Map.of(
            "{jakarta.validation.constraints.NotNull.message}", "is required",
            "{jakarta.validation.constraints.Size.message}", "must have a length of {min} to {max}",
            "{jakarta.validation.constraints.Min.message}", "must be {value} or more",
            "{jakarta.validation.constraints.Max.message}", "must be {value} or less",
            "{jakarta.validation.constraints.Pattern.message}", "must be {regexp}");

    @Override
    public String interpolate(String template, Context context) {
        String sentence = SENTENCES.getOrDefault(template, template);
        for (Map.Entry<String, Object> attribute :
                context.getConstraintDescriptor().getAttributes().entrySet()) {
            sentence = sentence.replace("{" + attribute.getKey() + "}", String.valueOf(attribute.getValue()));
        }
        return sentence;
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
        return interpolate(template, context);
    }
}
