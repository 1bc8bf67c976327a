package clarify.nodes;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import clarify.text.Texts;
import java.util.Optional;

/**
 * What this node is called.
 *
 * @param name for people; other nodes may have the same
 */
public record NodeSettings(String name) {

    private static final int LONGEST = 100;

    static final Setting<Optional<String>> NAME =
            Setting.optional("clarify.node.name", "1 to " + LONGEST + " printable characters", NodeSettings::printable);

    private static final String UNNAMED = "unnamed";

    /** @throws WrongSetting if a setting cannot be used */
    public static NodeSettings read(Settings settings) {
        return new NodeSettings(settings.get(NAME).or(HostName::find).orElse(UNNAMED));
    }

    private static String printable(String name) {
        if (name.length() > LONGEST || !Texts.clean(name).equals(name)) {
            throw new WrongSetting(
                    NAME.name(),
                    "must be 1 to " + LONGEST + " printable characters without spaces at its ends or two in a row");
        }
        return name;
    }
}
