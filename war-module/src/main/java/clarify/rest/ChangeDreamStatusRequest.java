package clarify.rest;

import clarify.journal.DreamStatus;
import jakarta.validation.constraints.NotNull;

/** The body of {@code PUT /dreams/{id}/status}. */
record ChangeDreamStatusRequest(@NotNull DreamStatus status) {}
