package clarify.context;

import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of the event that tells of a changed profile that the person has just come, so that their context will be wanted
 * soon. A qualifier and no event of its own: what warms the lists must follow what invalidates them, and only the
 * observers of one event have an order on every server.
 */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface SignIn {}
