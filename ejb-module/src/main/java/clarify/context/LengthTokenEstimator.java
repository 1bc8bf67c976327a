package clarify.context;

import jakarta.enterprise.context.Dependent;

/** A token for four UTF-16 units, rounded up: the usual rule of thumb for English. */
@Dependent // without a proxy, which would cost more than what it does
class LengthTokenEstimator implements TokenEstimator {

    private static final int UNITS_PER_TOKEN = 4;

    @Override
    public int tokens(String text) {
        return tokens((CharSequence) text);
    }

    @Override
    public int tokens(CharSequence text) {
        return (text.length() + UNITS_PER_TOKEN - 1) / UNITS_PER_TOKEN;
    }
}
