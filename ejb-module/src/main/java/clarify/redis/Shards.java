package clarify.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Which shard has a key: always the same one, except in a Cluster. Thread-safe. */
interface Shards extends AutoCloseable {

    /** Neither waits nor throws. */
    Shard of(String key);

    /**
     * A text that, in braces in a key, brings it to where the other key is; empty where every key is there. Keys with the same one,
     * and no others, can stand in one command.
     */
    String tagOf(String key);

    /** For each shard a key that leads to it; empty where they are not known. May ask for them, and takes as long as two calls then. */
    List<String> keysEverywhere();

    /** Those there are, as far as is known. */
    List<Shard> all();

    /** Those there are, and what leads to them. */
    default List<Shard> allToTry() {
        return all();
    }

    /**
     * Learns who has a slot.
     *
     * @param from who was asked
     * @return who is to be asked next; empty: nobody
     */
    Optional<Shard> follow(Redirection redirection, Shard from);

    /** A call to the shard has failed: another one may have its keys by now. */
    default void doubt() {}

    /**
     * Makes calls to several shards, so that none waits for another one that is away.
     *
     * @param calls each of which ends within a limit and does not throw
     */
    <T> List<T> sideBySide(List<Supplier<T>> calls);

    /** Looks where they are, if it is time to. To be called twice a second or so, never by a request. */
    void refreshIfDue();

    /** Whether it was told where they are when it last asked, or need not ask. */
    boolean knowsTheWay();

    /** Asks all of them who they are, and to be read. */
    RedisGreeting greet();

    @Override
    void close();
}
