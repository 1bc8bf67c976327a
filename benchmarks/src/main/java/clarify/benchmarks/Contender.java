package clarify.benchmarks;

import java.util.function.Function;

/** Who makes the context of one person out of five cached lists. */
enum Contender {
    LIMIT("`MGET` on a held connection, not parsed (the limit)", Contenders::heldConnection),
    LIMIT_AGAIN("the same once more (A/A)", Contenders::heldConnection),
    PRODUCT("**Clarify Context**", on -> new ProductContender(on, ProductContender.Variant.QUIET)),
    PRODUCT_LOGGED("… with its log record", on -> new ProductContender(on, ProductContender.Variant.LOGGED)),
    PRODUCT_SEALED("… with a secret", on -> new ProductContender(on, ProductContender.Variant.SEALED)),
    PRODUCT_TOKENIZED("… with a real tokenizer", on -> new ProductContender(on, ProductContender.Variant.TOKENIZED)),
    JEDIS("Jedis, `MGET` on its pool", Contenders::jedis),
    LETTUCE("Lettuce, `MGET`", Contenders::lettuce),
    VERTX("Vert.x, `MGET`", Contenders::vertx),
    REDISSON("Redisson, `RBuckets`", Contenders::redisson),
    SEED("five `GET`s in a row, Jedis' pool (the seed's shape)", Contenders::fiveGets),
    SPRING("Spring Cache, Lettuce", Contenders::springCache),
    CAFFEINE("Caffeine, in the process (no Redis, no invalidation by others)", Contenders::caffeine);

    /** Begins to work. */
    interface Running {

        /** @return the text of the person, or what cannot be compared with it */
        Object context();

        void stop();
    }

    /** The Redis and the person that all work on. */
    record Ground(String host, int port, Person person) {

        /** On this machine. */
        static Ground at(int port) {
            return new Ground("127.0.0.1", port, Person.realistic());
        }

        String uri() {
            return "redis://" + host + ":" + port;
        }
    }

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor or a static method
    private final Function<Ground, Running> start;

    Contender(String title, Function<Ground, Running> start) {
        this.title = title;
        this.start = start;
    }

    String title() {
        return title;
    }

    /** The title without marks, for a plot. */
    String label() {
        return title.replaceAll("[`*]", "").replaceAll(" \\(.*", "");
    }

    Running start(Ground ground) {
        return start.apply(ground);
    }

    /** Whether it asks Redis, and is no variant of the product, which all ask it for the same. */
    boolean isAskingPlainly() {
        return switch (this) {
            case PRODUCT_LOGGED, PRODUCT_SEALED, PRODUCT_TOKENIZED, CAFFEINE -> false;
            default -> true;
        };
    }

    /** Whether it makes the text, and not only reads. */
    boolean makesText() {
        return this != LIMIT && this != LIMIT_AGAIN;
    }
}
