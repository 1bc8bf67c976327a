package clarify.server;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Never called, never to be deleted. Payara Server turns Fault Tolerance on for an EAR only if it meets one of its
 * annotations in a class of the WAR; without this one the circuit breaker in the EJB jar is silently ignored.
 */
final class FaultToleranceSwitch {

    private FaultToleranceSwitch() {}

    @CircuitBreaker
    void neverCalled() {}
}
