package clarify.nodes;

import clarify.journal.Database;
import clarify.metrics.MetricsRegistry;
import clarify.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes the one view of the nodes, with this node's id, and what says whether this one is to be drained. */
@ApplicationScoped
class NodesConfiguration {

    @Produces
    @Singleton
    Nodes nodes(Database database, MetricsRegistry metrics) {
        Build build = Build.ofThis();
        build.register(metrics.registry());
        String name = NodeSettings.read(Settings.ofApplication()).name();
        return new Nodes(database, name, build, System::nanoTime);
    }

    @Produces
    @Singleton
    Drain drain() {
        return new Drain(
                NodeSettings.read(Settings.ofApplication()).drainFile(),
                Clock.systemUTC().instant());
    }
}
