package clarify.redis;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One master, which has all keys. Thread-safe. */
record OneShard(Shard shard) implements Shards {

    @Override
    public Shard of(String key) {
        return shard;
    }

    @Override
    public String tagOf(String key) {
        return "";
    }

    @Override
    public List<String> keysEverywhere() {
        return List.of("");
    }

    @Override
    public List<Shard> all() {
        return List.of(shard);
    }

    @Override
    public Optional<Shard> follow(Redirection redirection, Shard from) {
        return Optional.empty();
    }

    @Override
    public <T> List<T> sideBySide(List<Supplier<T>> calls) {
        return calls.stream().map(Supplier::get).toList();
    }

    @Override
    public void refreshIfDue() {
        shard.refreshIfDue();
    }

    @Override
    public boolean knowsTheWay() {
        return shard.knowsTheWay();
    }

    @Override
    public RedisGreeting greet() {
        return shard.greet();
    }

    @Override
    public void close() {
        shard.close();
    }
}
