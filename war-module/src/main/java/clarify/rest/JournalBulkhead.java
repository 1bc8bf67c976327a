package clarify.rest;

import clarify.concurrent.Bulkhead;
import clarify.journal.DatabaseFailure;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.PathParam;
import java.lang.reflect.Parameter;
import java.util.stream.IntStream;

/** Outside of the transaction: a request takes a place of the {@link Bulkhead}, or is refused. */
@Interceptor
@JournalRequest
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class JournalBulkhead {

    private final Bulkhead bulkhead;
    private final Caller caller;

    @Inject
    JournalBulkhead(Bulkhead bulkhead, Caller caller) {
        this.bulkhead = bulkhead;
        this.caller = caller;
    }

    private static boolean hasHung(Object outcome) {
        return outcome instanceof Throwable failure
                && DatabaseFailure.of(failure).filter(DatabaseFailure::hangs).isPresent();
    }

    @AroundInvoke
    Object limited(InvocationContext request) throws Exception {
        return bulkhead.call(person(request), request::proceed, JournalBulkhead::hasHung);
    }

    /** Whose rows it is about: the user in the path, or the caller. */
    private Object person(InvocationContext request) {
        Parameter[] parameters = request.getMethod().getParameters();
        return IntStream.range(0, parameters.length)
                .filter(i -> isUser(parameters[i]))
                .mapToObj(i -> request.getParameters()[i])
                .findFirst()
                .orElseGet(caller::person);
    }

    private static boolean isUser(Parameter parameter) {
        PathParam path = parameter.getAnnotation(PathParam.class);
        return path != null && path.value().equals("user");
    }
}
