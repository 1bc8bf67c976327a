package clarify.journal;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Inside the transaction: its locks and statements have limits, and a connection that does not answer is aborted. While the
 * database is silent, nothing waits for it.
 */
@Interceptor
@DatabaseWork
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 300)
class TransactionLimits {

    private final Transactions transactions;
    private final Database database;

    @Inject
    TransactionLimits(Transactions transactions, Database database) {
        this.transactions = transactions;
        this.database = database;
    }

    @AroundInvoke
    Object limited(InvocationContext work) throws Exception {
        if (!transactions.isActive() || transactions.isLimited()) {
            return work.proceed();
        }
        if (database.isSilent()) {
            throw new DatabaseAway();
        }
        Transactions.Watch watch = transactions.limit();
        try {
            return work.proceed();
        } finally {
            watch.end();
        }
    }
}
