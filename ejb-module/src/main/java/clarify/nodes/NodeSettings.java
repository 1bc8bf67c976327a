package clarify.nodes;

import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import clarify.text.Texts;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What this node is called, and how it is told to get no more requests.
 *
 * @param name for people; other nodes may have the same
 * @param drainFile see {@link Drain}
 */
public record NodeSettings(String name, Optional<Path> drainFile) {

    private static final int LONGEST = 100;

    static final Setting<Optional<String>> NAME =
            Setting.optional("clarify.node.name", "1 to " + LONGEST + " printable characters", NodeSettings::printable);

    static final Setting<Optional<Path>> DRAIN_FILE =
            Setting.optional("clarify.node.drain-file", "path of a file", NodeSettings::inDirectory);

    private static final String UNNAMED = "unnamed";

    /** @throws WrongSetting if a setting cannot be used */
    public static NodeSettings read(Settings settings) {
        return new NodeSettings(settings.get(NAME).or(HostName::find).orElse(UNNAMED), settings.get(DRAIN_FILE));
    }

    private static String printable(String name) {
        if (name.length() > LONGEST || !Texts.clean(name).equals(name)) {
            throw new WrongSetting(
                    NAME.name(),
                    "must be 1 to " + LONGEST + " printable characters without spaces at its ends or two in a row");
        }
        return name;
    }

    /** Whoever makes the file finds a mistake in its name only when the node is stopped. */
    private static Path inDirectory(String text) {
        try {
            Path path = Path.of(text).toAbsolutePath();
            if (Optional.ofNullable(path.getParent()).filter(Files::isDirectory).isPresent()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // refused below
        }
        throw new WrongSetting(DRAIN_FILE.name(), "must be a file in a directory that is there, but is '" + text + "'");
    }
}
