package clarify.benchmarks;

import clarify.benchmarks.Contender.Ground;
import clarify.benchmarks.Contender.Running;
import clarify.context.Context;
import clarify.context.ContextBuilder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The product, wired by a container. */
final class ProductContender implements Running {

    private static final Logger RECORDS = Logger.getLogger(ContextBuilder.class.getName());

    enum Variant {
        QUIET,
        LOGGED,
        SEALED,
        TOKENIZED
    }

    private final Product product;
    private final Person person;

    ProductContender(Ground ground, Variant variant) {
        person = ground.person();
        System.setProperty("clarify.redis.uri", ground.uri());
        System.setProperty("clarify.cache.key-prefix", variant.name() + ":");
        if (variant == Variant.SEALED) {
            System.setProperty("clarify.cache.secret", "3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=");
        }
        RECORDS.setUseParentHandlers(false);
        if (variant == Variant.LOGGED) {
            RECORDS.addHandler(new Taking());
        } else {
            RECORDS.setLevel(Level.OFF);
        }
        product = Product.start(variant == Variant.TOKENIZED);
        while (build().cacheMisses() > 0) {
            Thread.onSpinWait(); // what was looked up is being stored
        }
    }

    /** Takes records as a server does whose file is written by another thread: how they are printed is the server's business. */
    private static final class Taking extends Handler {

        @SuppressWarnings("unused") // so that nobody finds out that nobody reads it
        private volatile @Nullable String last;

        @Override
        public void publish(LogRecord record) {
            last = record.getMessage();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private Context build() {
        return product.builder().build(person.id(), person.sessionId(), Person.BUDGET);
    }

    @Override
    public Object context() {
        return build().text();
    }

    @Override
    public void stop() {
        product.close();
    }
}
