package clarify.cluster;

import clarify.testkit.RawConnection;
import clarify.testkit.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Clients that come within a second and send slowly, or too much. */
final class RudeClients implements Load {
    private static final int CLIENTS = 200;

    /** Longer than a fault. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String LONG_ACCEPT = "Accept: " + "a/b;q=0.1,".repeat(40_000) + "\r\n";
    private static final int LONG_BODY = 300_000;

    private final URI server;
    private final Answers answers;
    private final List<String> users;
    private final Queue<RawConnection> connections = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private RudeClients(Node node, Tokens tokens, Answers answers) {
        server = node.api();
        this.answers = answers;
        users = Stream.generate(() -> tokens.of(UUID.randomUUID().toString(), "user"))
                .limit(3)
                .toList();
    }

    /** They send a body byte by byte: a quarter of them without a token, the others those of three users. */
    static RudeClients slow(Node node, Tokens tokens, Answers answers) {
        var clients = new RudeClients(node, tokens, answers);
        clients.come(clients::sendSlowly);
        return clients;
    }

    /** Half of them send 400 KB of headers, the others more than a body may have. */
    static RudeClients oversized(Node node, Tokens tokens, Answers answers) {
        var clients = new RudeClients(node, tokens, answers);
        clients.come(clients::sendTooMuch);
        return clients;
    }

    private void come(IntConsumer client) {
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            var unused = clock.schedule(
                    () -> threads.execute(() -> client.accept(number)),
                    Crowd.atRandom().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void sendSlowly(int number) {
        String token = number % 4 == 0 ? "" : authorization(number);
        RawConnection connection = post(token + "Content-Length: 1000\r\n", "{");
        var unused = clock.scheduleAtFixedRate(() -> connection.send(" "), 500, 500, TimeUnit.MILLISECONDS);
        awaitAnswer(connection);
    }

    private void sendTooMuch(int number) {
        String body = " ".repeat(LONG_BODY);
        awaitAnswer(
                switch (number % 4) {
                    case 1 -> post(authorization(number) + "Content-Length: " + LONG_BODY + "\r\n", body);
                    case 3 ->
                        post(
                                authorization(number) + "Transfer-Encoding: chunked\r\n",
                                Integer.toHexString(LONG_BODY) + "\r\n" + body + "\r\n0\r\n\r\n");
                    default -> post(authorization(number) + LONG_ACCEPT + "Content-Length: 2\r\n", "{}");
                });
    }

    private String authorization(int number) {
        return "Authorization: Bearer " + users.get(number % users.size()) + "\r\n";
    }

    private RawConnection post(String headers, String body) {
        RawConnection connection = new RawConnection(server);
        connections.add(connection);
        return connection.send("POST /clarify/api/dreams HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n" + headers + "\r\n" + body);
    }

    private void awaitAnswer(RawConnection connection) {
        String answer = connection.answer(PATIENCE);
        if (answer.startsWith("HTTP/1.1 ")) {
            answers.count(Integer.parseInt(answer.substring(9, 12)));
        } else {
            answers.countNone();
        }
    }

    /** They hang up. */
    @Override
    public void end() {
        clock.shutdownNow();
        threads.shutdown();
        connections.forEach(RawConnection::close);
    }

    @Override
    public void awaitLastAnswer() throws InterruptedException {
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not answered");
        }
    }
}
