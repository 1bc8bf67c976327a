package clarify.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A command that is sent together with others. */
public interface PipelinedCommand {

    Response<?> send(Pipeline pipeline);

    /** The same, when Redis did not know the script that {@link #send} had named. */
    default Response<?> sendInFull(Pipeline pipeline) {
        return send(pipeline);
    }

    /**
     * Sends all of them in one round trip; in a second one those whose script Redis had forgotten.
     *
     * @throws redis.clients.jedis.exceptions.JedisException when one of them was answered an error; others may be done
     */
    static void sendAll(Connection connection, List<? extends PipelinedCommand> commands) {
        List<PipelinedCommand> again = new ArrayList<>();
        try (Pipeline pipeline = new Pipeline(connection, false)) {
            List<? extends Response<?>> answers =
                    commands.stream().map(command -> command.send(pipeline)).toList();
            pipeline.sync();
            for (int i = 0; i < answers.size(); i++) {
                try {
                    answers.get(i).get();
                } catch (JedisNoScriptException e) {
                    again.add(commands.get(i));
                }
            }
        }
        if (!again.isEmpty()) {
            sendAllInFull(connection, again);
        }
    }

    private static void sendAllInFull(Connection connection, List<PipelinedCommand> commands) {
        try (Pipeline pipeline = new Pipeline(connection, false)) {
            List<? extends Response<?>> answers = commands.stream()
                    .map(command -> command.sendInFull(pipeline))
                    .toList();
            pipeline.sync();
            answers.forEach(Response::get); // throws what Redis answered
        }
    }
}
