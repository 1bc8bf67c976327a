package clarify.settings;

/** A setting that the application cannot start with. The message is a sentence that begins with the setting's name. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String sentence;

    public WrongSetting(String name, String complaint) {
        this("Setting " + name + " " + complaint + ".");
    }

    private WrongSetting(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** The message. */
    String sentence() {
        return sentence;
    }
}
