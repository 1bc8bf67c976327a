package clarify.context;

/**
 * Estimates how many tokens a language model makes of a text. Must never shrink when a text grows. Replace it by an
 * {@code @Alternative} bean that asks a real tokenizer.
 */
public interface TokenEstimator {

    /** @return zero for the empty text */
    int tokens(String text);

    /**
     * The same. For an estimator that need not read the text as a string.
     *
     * @param text changes afterwards, and must not be kept
     */
    default int tokens(CharSequence text) {
        return tokens(text.toString());
    }
}
