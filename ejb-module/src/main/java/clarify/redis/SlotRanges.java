package clarify.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node of a Cluster knows of its masters and their slots. */
record SlotRanges(List<Range> ranges, boolean isWell) {

    /** Redis 6.2 does not know {@code CLUSTER SHARDS}. */
    private static final Command SLOTS = Command.reading("CLUSTER", "SLOTS");

    private static final Command INFO = Command.reading("CLUSTER", "INFO");

    /** Slots of one master, both ends included. */
    record Range(int first, int last, String host, int port) {}

    static List<Command> commands() {
        return List.of(SLOTS, INFO);
    }

    /**
     * @param asked the host that has answered: where it stands for itself, it names none
     * @return empty for what is no such answer, or names no master
     */
    static Optional<SlotRanges> decode(List<@Nullable Object> replies, String asked) {
        if (!(replies.get(0) instanceof List<?> entries)) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        for (Object entry : entries) {
            range(entry, asked).ifPresent(ranges::add);
        }
        boolean well = text(replies.get(1)).contains("cluster_state:ok");
        return ranges.isEmpty() ? Optional.empty() : Optional.of(new SlotRanges(List.copyOf(ranges), well));
    }

    private static Optional<Range> range(@Nullable Object entry, String asked) {
        if (!(entry instanceof List<?> fields)
                || fields.size() < 3
                || !(fields.get(0) instanceof Long first)
                || !(fields.get(1) instanceof Long last)
                || !(fields.get(2) instanceof List<?> master)
                || master.size() < 2
                || !(master.get(1) instanceof Long port)
                || !Slots.isSlot(first)
                || !Slots.isSlot(last)
                || !RedisUri.isPort(port)) {
            return Optional.empty();
        }
        return host(master, asked).map(host -> new Range(first.intValue(), last.intValue(), host, port.intValue()));
    }

    /** None is the one that was asked. A node without a name has its address beside it. */
    private static Optional<String> host(List<?> master, String asked) {
        String host = text(master.get(0));
        if (host.isEmpty()) {
            return Optional.of(asked);
        }
        if (!host.equals(Redirection.UNNAMED)) {
            return Optional.of(host);
        }
        return master.size() > 3 && master.get(3) instanceof List<?> more
                ? Fields.value(more, "ip").map(ip -> ip.isEmpty() ? asked : ip)
                : Optional.empty();
    }

    private static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
    }
}
