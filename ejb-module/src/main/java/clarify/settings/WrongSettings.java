package clarify.settings;

import java.util.List;

/**
 * The application does not start with such settings. The message has a sentence for each. Without a stack trace: where it
 * was thrown says nothing, and servers log it more than once.
 */
public final class WrongSettings extends RuntimeException {

    private static final long serialVersionUID = 1;

    public WrongSettings(List<String> complaints) {
        super(String.join(" ", complaints), null, false, false);
    }
}
