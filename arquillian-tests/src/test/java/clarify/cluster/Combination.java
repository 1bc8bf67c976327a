package clarify.cluster;

import static clarify.cluster.MatrixDatabase.H2;
import static clarify.cluster.MatrixDatabase.POSTGRESQL_15;
import static clarify.cluster.MatrixDatabase.POSTGRESQL_18;
import static clarify.cluster.MatrixRedis.REDIS_6;
import static clarify.cluster.MatrixRedis.REDIS_7;
import static clarify.cluster.MatrixRedis.REDIS_8;
import static clarify.cluster.MatrixRedis.VALKEY_8_0;
import static clarify.cluster.MatrixRedis.VALKEY_8_1;
import static clarify.cluster.MatrixRedis.VALKEY_9;
import static clarify.cluster.MatrixServer.PAYARA_MICRO_6;
import static clarify.cluster.MatrixServer.PAYARA_MICRO_7;
import static clarify.cluster.MatrixServer.PAYARA_MICRO_7_FIRST;
import static clarify.cluster.MatrixServer.PAYARA_SERVER;
import static clarify.cluster.MatrixServer.SERVER_JAR;
import static clarify.cluster.MatrixServer.WILDFLY;

import java.util.List;

/**
 * What runs together.
 *
 * @param java the feature version that the server runs on
 */
record Combination(MatrixServer server, int java, MatrixRedis redis, MatrixDatabase database) {
    private static final int OLDEST = 17;

    /** The one that the other tests use, then one thing changed at a time, then several. */
    private static final List<Combination> ALL = List.of(
            of(PAYARA_MICRO_6, OLDEST, REDIS_6, POSTGRESQL_18),
            of(PAYARA_MICRO_7, 21, REDIS_6, POSTGRESQL_18),
            of(PAYARA_MICRO_7_FIRST, 21, REDIS_6, POSTGRESQL_18),
            of(PAYARA_SERVER, OLDEST, REDIS_6, POSTGRESQL_18),
            of(WILDFLY, OLDEST, REDIS_6, POSTGRESQL_18),
            of(PAYARA_MICRO_6, 21, REDIS_6, POSTGRESQL_18),
            of(PAYARA_MICRO_6, 25, REDIS_6, POSTGRESQL_18),
            of(PAYARA_MICRO_6, OLDEST, REDIS_7, POSTGRESQL_18),
            of(PAYARA_MICRO_6, OLDEST, REDIS_8, POSTGRESQL_18),
            of(PAYARA_MICRO_6, OLDEST, VALKEY_8_0, POSTGRESQL_18),
            of(PAYARA_MICRO_6, OLDEST, VALKEY_8_1, POSTGRESQL_18),
            of(PAYARA_MICRO_6, OLDEST, VALKEY_9, POSTGRESQL_18),
            of(PAYARA_MICRO_6, OLDEST, REDIS_6, POSTGRESQL_15),
            of(PAYARA_MICRO_6, OLDEST, REDIS_6, H2),
            of(PAYARA_MICRO_7, 25, VALKEY_9, POSTGRESQL_18),
            of(PAYARA_MICRO_7, 21, REDIS_8, H2),
            of(WILDFLY, 25, VALKEY_9, POSTGRESQL_15),
            of(WILDFLY, 21, VALKEY_8_1, H2),
            of(WILDFLY, 25, REDIS_8, POSTGRESQL_18),
            of(SERVER_JAR, 21, REDIS_6, H2));

    private static Combination of(MatrixServer server, int java, MatrixRedis redis, MatrixDatabase database) {
        return new Combination(server, java, redis, database);
    }

    /** Those with the text of the property {@code only} in their names. */
    static List<Combination> picked() {
        return ALL.stream()
                .filter(each -> each.toString().contains(System.getProperty("only", "")))
                .toList();
    }

    static boolean areAll(int number) {
        return number == ALL.size();
    }

    /** The name of the node that it runs on. */
    String node() {
        return "matrix-" + (ALL.indexOf(this) + 1);
    }

    @Override
    public String toString() {
        return server + ", Java " + java + ", " + redis + ", " + database;
    }
}
