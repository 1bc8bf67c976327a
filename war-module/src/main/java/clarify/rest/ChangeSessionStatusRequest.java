package clarify.rest;

import clarify.journal.SessionStatus;
import jakarta.validation.constraints.NotNull;

/** The body of {@code PUT /sessions/{id}/status}. */
record ChangeSessionStatusRequest(@NotNull SessionStatus status) {}
