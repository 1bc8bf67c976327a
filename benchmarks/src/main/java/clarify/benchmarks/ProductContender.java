package clarify.benchmarks;

import clarify.benchmarks.Contender.Ground;
import clarify.benchmarks.Contender.Running;
import clarify.context.Context;
import clarify.context.ContextBuilder;
import java.io.OutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

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
            RECORDS.addHandler(new StreamHandler(OutputStream.nullOutputStream(), new SimpleFormatter()));
        } else {
            RECORDS.setLevel(Level.OFF);
        }
        product = Product.start(variant == Variant.TOKENIZED);
        while (build().cacheMisses() > 0) {
            Thread.onSpinWait(); // what was looked up is being stored
        }
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
