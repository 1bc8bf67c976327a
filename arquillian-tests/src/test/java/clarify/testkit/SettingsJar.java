package clarify.testkit;

import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The settings of a test, in a jar: Payara Server reads them from no other place in an EAR. */
final class SettingsJar {
    private SettingsJar() {}

    static JavaArchive of(Map<String, String> settings) {
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .sorted()
                .collect(Collectors.joining("\n", "config_ordinal=500\n", "\n"));
        return ShrinkWrap.create(JavaArchive.class, "settings.jar")
                .addAsManifestResource(new StringAsset(lines), "microprofile-config.properties");
    }
}
