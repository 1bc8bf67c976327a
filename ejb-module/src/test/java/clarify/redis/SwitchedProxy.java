package clarify.redis;

import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** One address behind which a Redis stands: another one, if the test says so, for connections that are made later. */
public final class SwitchedProxy extends Relay {

    private final List<AtomicBoolean> stalled = new CopyOnWriteArrayList<>();
    private volatile int target;
    private volatile boolean partitioned;

    public SwitchedProxy(int target) {
        this(target, listening());
    }

    SwitchedProxy(int target, ServerSocket listening) {
        super(listening);
        this.target = target;
        start();
    }

    @Override
    int target() {
        return target;
    }

    @Override
    Watches watches() {
        AtomicBoolean stalls = new AtomicBoolean(partitioned);
        stalled.add(stalls);
        Watch watch = (buffer, length) -> {
            if (stalls.get()) {
                Thread.sleep(Long.MAX_VALUE);
            }
        };
        return new Watches(watch, watch);
    }

    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** New connections lead there; existing ones stay where they are. */
    public void leadTo(int port) {
        target = port;
    }

    /** Existing connections carry nothing any more, for ever, and nobody is told. */
    void stallExisting() {
        stalled.forEach(flag -> flag.set(true));
    }

    /** New ones neither, until this ends. */
    public void partition() {
        partitioned = true;
        stallExisting();
    }

    void endPartition() {
        partitioned = false;
    }
}
