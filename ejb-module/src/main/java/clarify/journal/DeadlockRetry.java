package clarify.journal;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Outside of the transaction: what a deadlock or a serialization failure has rolled back is done once more. */
@Interceptor
@DatabaseWork
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
class DeadlockRetry {

    private static final Logger LOG = Logger.getLogger(DeadlockRetry.class.getName());

    private final Transactions transactions;

    @Inject
    DeadlockRetry(Transactions transactions) {
        this.transactions = transactions;
    }

    @AroundInvoke
    Object retried(InvocationContext work) throws Exception {
        if (transactions.isActive()) {
            return work.proceed(); // whoever began it tries again
        }
        try {
            return work.proceed();
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e)
                    .filter(DatabaseFailure.ROLLED_BACK::equals)
                    .isEmpty()) {
                throw e;
            }
            LOG.log(Level.FINE, "Rolled back by the database, tried once more", e);
            return work.proceed();
        }
    }
}
