package clarify.stage;

import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The artifacts that ship, as they were built. */
final class Shipped {
    private Shipped() {}

    static Archive<?> war(JavaArchive addition) {
        return ShrinkWrap.createFromZipFile(WebArchive.class, Stage.file("clarify.war"))
                .addAsLibrary(addition);
    }

    static Archive<?> ear(JavaArchive addition) {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, Stage.file("clarify.ear"))
                .addAsLibrary(addition);
    }
}
