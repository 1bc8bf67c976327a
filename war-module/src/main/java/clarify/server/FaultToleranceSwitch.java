package clarify.server;

import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/**
 * Never called; must not be deleted. Payara Server enables Fault Tolerance for an EAR only if a class of the WAR has one of
 * its annotations; without this one the circuit breaker in the EJB jar is silently ignored.
 */
final class FaultToleranceSwitch {

    private FaultToleranceSwitch() {}

    @CircuitBreaker
    void neverCalled() {}
}
