package clarify.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/** Asks nodes of a Cluster who has its slots, one after the other. For one thread at a time, but for {@link #close}. */
final class SlotLookUp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SlotLookUp.class.getName());

    private final Duration limit;
    private int turn;
    private volatile boolean closed;

    /** @param limit of one call; a look-up takes as long as two */
    SlotLookUp(Duration limit) {
        this.limit = limit;
    }

    /**
     * The first answer of a node that says that all is well counts, or else the first. Another one is asked first each time: it
     * may be cut off from the others.
     *
     * @param well nodes that are thought to answer: they come first. They leave half of the time for the others, which are as many as
     *     a setting names and may all be away
     */
    Optional<SlotRanges> find(List<HostConnector> well, List<HostConnector> others) {
        turn++;
        Deadline deadline = Deadline.in(limit.multipliedBy(2));
        Optional<SlotRanges> told = firstWell(well, others.isEmpty() ? deadline : deadline.atMost(limit));
        if (told.filter(SlotRanges::isWell).isPresent()) {
            return told;
        }
        Optional<SlotRanges> toldByOthers = firstWell(others, deadline);
        return toldByOthers.filter(SlotRanges::isWell).isPresent() ? toldByOthers : told.or(() -> toldByOthers);
    }

    /** Each has an equal part of what is left. */
    private Optional<SlotRanges> firstWell(List<HostConnector> nodes, Deadline deadline) {
        Optional<SlotRanges> first = Optional.empty();
        for (int i = 0; i < nodes.size() && !closed; i++) {
            Deadline share = deadline.atMost(deadline.remaining().dividedBy(nodes.size() - i));
            Optional<SlotRanges> answer = ask(nodes.get(Math.floorMod(turn + i, nodes.size())), share);
            if (answer.filter(SlotRanges::isWell).isPresent()) {
                return answer;
            }
            first = first.or(() -> answer);
        }
        return first;
    }

    private static Optional<SlotRanges> ask(HostConnector node, Deadline deadline) {
        try {
            RedisConnection connection = node.connect(deadline);
            try {
                return SlotRanges.decode(
                        connection.exchange(SlotRanges.commands()),
                        node.address().host());
            } finally {
                connection.closeNow();
            }
        } catch (RuntimeException e) {
            LOG.fine(() -> "A node of the Redis Cluster has not told its slots: " + e);
            return Optional.empty();
        }
    }

    /** A look-up under way ends with the node that is being asked. */
    @Override
    public void close() {
        closed = true;
    }
}
