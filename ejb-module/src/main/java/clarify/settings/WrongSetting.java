package clarify.settings;

import static java.util.Objects.requireNonNull;

/** A setting that the application cannot start with. The message is a sentence that begins with the setting's name. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WrongSetting(String name, String complaint) {
        super("Setting " + name + " " + complaint + ".");
    }

    /** The message. */
    String sentence() {
        return requireNonNull(getMessage());
    }
}
