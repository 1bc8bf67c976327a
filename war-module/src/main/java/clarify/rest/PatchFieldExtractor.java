package clarify.rest;

import clarify.journal.PatchField;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Constraints on the type argument of a {@link PatchField} apply to the new value, if the field is set. */
final class PatchFieldExtractor implements ValueExtractor<PatchField<@ExtractedValue ?>> {

    @Override
    public void extractValues(PatchField<?> field, ValueReceiver receiver) {
        if (field.isSet()) {
            receiver.value(null, field.value());
        }
    }
}
