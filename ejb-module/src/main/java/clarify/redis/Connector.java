package clarify.redis;

/** Makes connections to the master, wherever that is. Thread-safe. */
interface Connector {

    /** @throws RuntimeException when Redis cannot be reached in time, or does not let this client in */
    RedisConnection connect(Deadline deadline);

    /** Whether a new connection could lead to the same server. */
    boolean leadsTo(RedisConnection connection);

    /** Looks where the master is, if it is time to. To be called twice a second or so, never by a request. */
    void refreshIfDue();

    /** Whether it was told where the master is when it last asked, or need not ask. */
    default boolean knowsTheWay() {
        return true;
    }
}
