package clarify.journal;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What works with the database through JPA: its locks, its statements and its silence have limits ({@link TransactionLimits}),
 * and the victim of a deadlock is tried once more ({@link DeadlockRetry}). Every bean with a transaction carries it.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface DatabaseWork {}
