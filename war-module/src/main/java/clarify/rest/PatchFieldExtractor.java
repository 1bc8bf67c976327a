package clarify.rest;

import clarify.journal.PatchField;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Limits on the type argument of a change hold for the new value, if there is one. */
final class PatchFieldExtractor implements ValueExtractor<PatchField<@ExtractedValue ?>> {

    @Override
    public void extractValues(PatchField<?> change, ValueReceiver receiver) {
        if (change.isSet()) {
            receiver.value(null, change.value());
        }
    }
}
