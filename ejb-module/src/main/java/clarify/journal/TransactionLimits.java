package clarify.journal;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Inside the transaction: its locks and statements have limits, and a connection that does not answer is aborted. */
@Interceptor
@DatabaseWork
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 300)
class TransactionLimits {

    private final Transactions transactions;

    @Inject
    TransactionLimits(Transactions transactions) {
        this.transactions = transactions;
    }

    @AroundInvoke
    Object limited(InvocationContext work) throws Exception {
        if (!transactions.isActive() || transactions.isLimited()) {
            return work.proceed();
        }
        Transactions.Watch watch = transactions.limit();
        try {
            return work.proceed();
        } finally {
            watch.end();
        }
    }
}
