package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostAddressesTest {

    private final InetAddress first = address(1);
    private final InetAddress second = address(2);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMillis(20));
    }

    private static Deadline late() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    @Test
    void knows_what_the_name_leads_to_since_the_last_look_up() throws Exception {
        AtomicReference<InetAddress> leads = new AtomicReference<>(first);
        HostAddresses addresses = new HostAddresses("name", host -> new InetAddress[] {leads.get()});

        assertThat(addresses.find(late())).containsExactly(first);
        assertThat(addresses.include(second)).isFalse();
        leads.set(second);
        assertThat(addresses.find(late())).containsExactly(second);

        assertThat(addresses.include(first)).isFalse();
        assertThat(addresses.include(second)).isTrue();
    }

    @Test
    void waits_no_longer_than_it_may_asks_once_at_a_time_and_then_uses_what_it_knew() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HostAddresses addresses = new HostAddresses("name", host -> {
            if (asked.incrementAndGet() == 2) {
                await(slow);
            }
            return new InetAddress[] {first};
        });
        addresses.find(late());

        assertThat(addresses.find(soon())).containsExactly(first);
        assertThat(addresses.find(soon())).containsExactly(first);

        assertThat(asked).hasValue(2);
        slow.countDown();
        assertThat(addresses.find(late())).containsExactly(first);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_error_of_a_look_up_is_forgotten_with_it() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HostAddresses addresses = new HostAddresses("name", host -> {
            switch (asked.incrementAndGet()) {
                case 1 -> throw new UnknownHostException(host);
                case 2 -> throw new StackOverflowError();
                default -> {
                    return new InetAddress[] {first};
                }
            }
        });

        assertThatThrownBy(() -> addresses.find(late())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> addresses.find(late())).isInstanceOf(IOException.class);

        assertThat(addresses.find(late())).containsExactly(first);
    }

    @Test
    void asks_nobody_for_an_address_in_digits() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Resolver resolver = host -> {
            asked.incrementAndGet();
            throw new UnknownHostException(host);
        };

        assertThat(new HostAddresses("127.0.0.1", resolver).find(late())).containsExactly(first);
        assertThat(new HostAddresses("::1", resolver).find(late())).hasSize(1);

        assertThat(asked).hasValue(0);
    }
}
