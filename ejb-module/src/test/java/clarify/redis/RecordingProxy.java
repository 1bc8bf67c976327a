package clarify.redis;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Somebody on the wire to Redis who keeps all that passes, before it is passed on: who has an answer finds it here. */
final class RecordingProxy extends Relay {

    private final int target;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    /** What came back over each connection. Its own monitor guards it. */
    private final List<ByteArrayOutputStream> received = new ArrayList<>();

    RecordingProxy(int target) {
        super(listening());
        this.target = target;
        start();
    }

    @Override
    int target() {
        return target;
    }

    @Override
    Watches watches() {
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        synchronized (received) {
            received.add(back);
        }
        return new Watches(
                (buffer, length) -> sent.write(buffer, 0, length), (buffer, length) -> back.write(buffer, 0, length));
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    /** Over all connections. */
    byte[] received() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        synchronized (received) {
            received.forEach(each -> all.writeBytes(each.toByteArray()));
        }
        return all.toByteArray();
    }

    /** How many bytes have come back over each connection. */
    List<Integer> receivedLengths() {
        synchronized (received) {
            return received.stream().map(ByteArrayOutputStream::size).toList();
        }
    }
}
