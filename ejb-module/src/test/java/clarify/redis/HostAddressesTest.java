package clarify.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void leads_nowhere_else_than_to_its_address_and_nowhere_before_a_name_was_resolved() {
        HostAddresses address = new HostAddresses("127.0.0.1", InetAddress::getAllByName);

        assertThat(address.include(first)).isTrue();
        assertThat(address.include(second)).isFalse();
        assertThat(new HostAddresses("name", InetAddress::getAllByName).include(first))
                .isFalse();
        assertThatThrownBy(() -> new HostAddresses("::zz", InetAddress::getAllByName).find(late()))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void looks_again_after_a_while_and_nobody_waits_for_it() throws Exception {
        AtomicLong clock = new AtomicLong();
        AtomicInteger asked = new AtomicInteger();
        HostAddresses addresses = new HostAddresses(
                "name", host -> new InetAddress[] {asked.incrementAndGet() == 1 ? first : second}, clock::get);
        addresses.refreshIfDue();
        assertThat(addresses.find(late())).containsExactly(first);

        clock.addAndGet(Duration.ofSeconds(29).toNanos());
        addresses.refreshIfDue();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        addresses.refreshIfDue();

        Awaitility.await().until(() -> addresses.include(second));
        assertThat(addresses.include(first)).isFalse();
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_look_up_that_never_returns_is_given_up_after_a_while_and_only_a_few_of_them_are_kept() throws Exception {
        AtomicLong clock = new AtomicLong();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger hanging = new AtomicInteger(1);
        HostAddresses addresses = new HostAddresses(
                "name",
                host -> {
                    if (asked.incrementAndGet() <= hanging.get()) {
                        await(never);
                    }
                    return new InetAddress[] {first};
                },
                clock::get);
        assertThatThrownBy(() -> addresses.find(soon())).isInstanceOf(IOException.class);
        clock.addAndGet(Duration.ofSeconds(31).toNanos());

        assertThat(addresses.find(late())).containsExactly(first);

        hanging.set(100);
        for (int i = 0; i < 10; i++) {
            clock.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(addresses.find(soon())).containsExactly(first);
        }
        assertThat(asked).hasValueLessThanOrEqualTo(4);
        never.countDown();
        assertThat(addresses.find(late())).containsExactly(first);
    }

    @Test
    void an_old_answer_that_comes_late_is_not_taken_for_a_new_one() throws Exception {
        AtomicLong clock = new AtomicLong();
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Thread> old = new AtomicReference<>();
        HostAddresses addresses = new HostAddresses(
                "name",
                host -> {
                    if (asked.incrementAndGet() > 1) {
                        return new InetAddress[] {second};
                    }
                    old.set(Thread.currentThread());
                    await(slow);
                    return new InetAddress[] {first};
                },
                clock::get);
        assertThatThrownBy(() -> addresses.find(soon())).isInstanceOf(IOException.class);
        clock.addAndGet(Duration.ofSeconds(31).toNanos());
        Awaitility.await().until(() -> old.get() != null);
        addresses.find(late());

        slow.countDown();
        Objects.requireNonNull(old.get()).join();

        assertThat(addresses.include(second)).isTrue();
        assertThat(addresses.include(first)).isFalse();
    }

    @Test
    void a_look_up_that_fails_at_once_is_answered_as_a_slow_one_is() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HostAddresses addresses = new HostAddresses("name", host -> {
            switch (asked.incrementAndGet()) {
                case 1, 5 -> {
                    return new InetAddress[] {first};
                }
                case 2 -> throw new UnknownHostException(host);
                case 3 -> throw new IllegalStateException(host);
                default -> throw new StackOverflowError();
            }
        });

        for (int i = 0; i < 5; i++) {
            assertThat(addresses.find(late())).containsExactly(first);
        }

        assertThat(asked).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.256", "1.2.3.4.5", "999.1.1.1", "zz:1", "1.2:3"})
    void what_only_looks_like_an_address_is_looked_up_like_a_name(String host) throws Exception {
        HostAddresses addresses = new HostAddresses(host, name -> new InetAddress[] {first});

        assertThat(addresses.find(late())).containsExactly(first);
    }
}
