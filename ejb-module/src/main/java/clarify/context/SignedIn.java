package clarify.context;

import java.util.UUID;

/** A person has come, whose context will be wanted soon. To be fired in the transaction that lets them in. */
public record SignedIn(UUID userId) {}
