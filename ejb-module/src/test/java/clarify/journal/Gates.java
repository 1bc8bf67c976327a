package clarify.journal;

/** Gates as they are after the tables of some database were migrated. */
public final class Gates {

    private Gates() {}

    public static MigrationGate open(String database) {
        MigrationGate gate = new MigrationGate();
        gate.open(database);
        return gate;
    }
}
