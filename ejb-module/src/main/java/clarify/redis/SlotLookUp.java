package clarify.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks nodes of a Cluster who has its slots, one after the other. For one thread at a time, but for {@link #close}. */
final class SlotLookUp implements AutoCloseable {

    private final Duration limit;
    private final LookUpLog log = new LookUpLog(
            "The Redis Cluster does not tell who has its slots, or whether it is well",
            "The slots of the Redis Cluster are known again.");
    private int turn;
    private volatile boolean closed;

    /** @param limit of one call; a look-up takes as long as two */
    SlotLookUp(Duration limit) {
        this.limit = limit;
    }

    /**
     * The first answer of a node that says that all is well counts, or else the first. Another one is asked first each time: it
     * may be cut off from the others. Why there is none is logged.
     *
     * @param well nodes that are thought to answer: they come first. They leave half of the time for the others, which are as many as
     *     a setting names and may all be away
     */
    Optional<SlotRanges> find(List<HostConnector> well, List<HostConnector> others) {
        turn++;
        List<RuntimeException> failures = new ArrayList<>();
        Optional<SlotRanges> found = find(well, others, failures);
        if (!closed && !Thread.currentThread().isInterrupted()) {
            log(found, failures);
        }
        return found;
    }

    private Optional<SlotRanges> find(
            List<HostConnector> well, List<HostConnector> others, List<RuntimeException> failures) {
        Deadline deadline = Deadline.in(limit.multipliedBy(2));
        Optional<SlotRanges> told = firstWell(well, others.isEmpty() ? deadline : deadline.atMost(limit), failures);
        if (told.filter(SlotRanges::isWell).isPresent()) {
            return told;
        }
        Optional<SlotRanges> toldByOthers = firstWell(others, deadline, failures);
        return toldByOthers.filter(SlotRanges::isWell).isPresent() ? toldByOthers : told.or(() -> toldByOthers);
    }

    /** Each has an equal part of what is left. */
    private Optional<SlotRanges> firstWell(
            List<HostConnector> nodes, Deadline deadline, List<RuntimeException> failures) {
        Optional<SlotRanges> first = Optional.empty();
        for (int i = 0; i < nodes.size() && !closed; i++) {
            Deadline share = deadline.atMost(deadline.remaining().dividedBy(nodes.size() - i));
            Optional<SlotRanges> answer = ask(nodes.get(Math.floorMod(turn + i, nodes.size())), share, failures);
            if (answer.filter(SlotRanges::isWell).isPresent()) {
                return answer;
            }
            first = first.or(() -> answer);
        }
        return first;
    }

    private static Optional<SlotRanges> ask(HostConnector node, Deadline deadline, List<RuntimeException> failures) {
        try {
            List<@Nullable Object> replies = replies(node, deadline);
            Optional<ErrorReply> refusal = ErrorReply.firstIn(replies);
            refusal.map(ErrorReply::toReading).ifPresent(failures::add);
            Optional<SlotRanges> told =
                    SlotRanges.decode(replies, node.address().host());
            if (told.isEmpty() && refusal.isEmpty()) {
                failures.add(new UnexpectedReply(node.address().hostAndPort() + " names no master"));
            }
            return told;
        } catch (RuntimeException e) {
            failures.add(e);
            return Optional.empty();
        }
    }

    private static List<@Nullable Object> replies(HostConnector node, Deadline deadline) {
        RedisConnection connection = node.connect(deadline);
        try {
            return connection.exchange(SlotRanges.commands());
        } finally {
            connection.closeNow();
        }
    }

    /** Who has some of the slots is no failure: calls to the others tell. But a right may be missing to ask whether all is well. */
    private void log(Optional<SlotRanges> found, List<RuntimeException> failures) {
        boolean good = found.filter(SlotRanges::isWell).isPresent()
                || (found.isPresent() && failures.stream().noneMatch(LookUpLog::tellsWhatToDo));
        if (good) {
            log.succeeded();
        } else {
            log.failed(failures);
        }
    }

    /** A look-up under way ends with the node that is being asked. */
    @Override
    public void close() {
        closed = true;
    }
}
