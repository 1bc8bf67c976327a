package clarify.testkit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchiveFormat;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.container.LibraryContainer;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The shipped artifacts, and how tests add jars to them. */
public final class ShippedArchives {
    private static final String WAR_OF_EAR = "/clarify-context-war.war";

    private ShippedArchives() {}

    static Archive<?> war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, TestEnvironment.file("clarify.war"));
    }

    static Archive<?> ear() {
        return ear(TestEnvironment.file("clarify.ear"));
    }

    static Archive<?> ear(File file) {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, file);
    }

    /** From now on whoever deploys the shipped WAR or EAR by its file gets a copy with these classes in an additional jar. */
    public static void addForAll(Class<?>... added) {
        replace("clarify.war", war(), added);
        replace("clarify.ear", ear(), added);
    }

    private static void replace(String property, Archive<?> archive, Class<?>... added) {
        addToWar(archive, ShrinkWrap.create(JavaArchive.class, "added.jar").addClasses(added));
        File original = TestEnvironment.file(property);
        File copy = new File(TestEnvironment.file("clarify.servers"), "with-additions-" + original.getName());
        archive.as(ZipExporter.class).exportTo(copy, true);
        System.setProperty(property, copy.getPath());
    }

    /** The jars that all classes of the archive share. */
    static List<ShippedLibrary> libraries(Archive<?> archive) {
        return archive.getContent(Filters.include("(/WEB-INF)?/lib/[^/]+\\.jar")).entrySet().stream()
                .map(file -> ShippedLibrary.read(
                        Path.of(file.getKey().get()).getFileName().toString(),
                        file.getValue().getAsset().openStream()))
                .toList();
    }

    static void addLibrary(Archive<?> archive, JavaArchive library) {
        ((LibraryContainer<?>) archive).addAsLibrary(library);
    }

    static void addToWar(Archive<?> archive, JavaArchive library) {
        if (!(archive instanceof EnterpriseArchive ear)) {
            addLibrary(archive, library);
            return;
        }
        WebArchive war = ear.getAsType(WebArchive.class, WAR_OF_EAR, ArchiveFormat.ZIP);
        ear.delete(WAR_OF_EAR);
        ear.addAsModule(war.addAsLibrary(library));
    }
}
