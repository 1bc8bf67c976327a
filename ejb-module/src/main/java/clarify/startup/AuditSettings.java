package clarify.startup;

import clarify.logging.RecordFile;
import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Where the audit records go besides the log.
 *
 * @param file holds nothing else
 */
public record AuditSettings(Optional<RecordFile> file) {

    static final Setting<Optional<RecordFile>> FILE =
            Setting.optional("clarify.audit.file", "path of a file", AuditSettings::writable);

    /** @throws WrongSetting if a setting cannot be used */
    public static AuditSettings read(Settings settings) {
        return new AuditSettings(settings.get(FILE));
    }

    private static RecordFile writable(String path) {
        try {
            return RecordFile.of(Path.of(path), Clock.systemUTC());
        } catch (IOException | InvalidPathException e) {
            throw new WrongSetting(FILE.name(), "must be a file that can be written, but is '" + path + "'");
        }
    }
}
