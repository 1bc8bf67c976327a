package clarify.redis;

import java.util.List;
import java.util.stream.Collectors;

/** Where the master is to be found, or the masters. Its text is for people, and shows neither user nor password. */
public sealed interface RedisPlace {

    /** The word in the setting. */
    String mode();

    /** Always there. */
    record Standalone(RedisAddress address) implements RedisPlace {

        @Override
        public String mode() {
            return "standalone";
        }

        @Override
        public String toString() {
            return address.toString();
        }
    }

    /**
     * Wherever Sentinels say.
     *
     * @param master its name there
     * @param sentinels where they are, and as whom to speak to them
     * @param login as whom to speak to the master; its host and port mean nothing
     */
    record Watched(String master, List<RedisAddress> sentinels, RedisAddress login) implements RedisPlace {

        @Override
        public String mode() {
            return "sentinel";
        }

        @Override
        public String toString() {
            return sentinels.stream().map(RedisAddress::hostAndPort).collect(Collectors.joining(",")) + "/"
                    + login.database() + " (" + master + ")";
        }
    }

    /**
     * Where the nodes of a Cluster say.
     *
     * @param seeds some of the nodes; all have the same login
     */
    record Clustered(List<RedisAddress> seeds) implements RedisPlace {

        @Override
        public String mode() {
            return "cluster";
        }

        @Override
        public String toString() {
            return seeds.stream().map(RedisAddress::hostAndPort).collect(Collectors.joining(","));
        }
    }
}
