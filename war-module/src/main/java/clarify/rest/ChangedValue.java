package clarify.rest;

import clarify.journal.Change;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Limits on the type argument of a change hold for the new value, if there is one. */
final class ChangedValue implements ValueExtractor<Change<@ExtractedValue ?>> {

    @Override
    public void extractValues(Change<?> change, ValueReceiver receiver) {
        if (change.isSet()) {
            receiver.value(null, change.value());
        }
    }
}
