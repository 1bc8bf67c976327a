package clarify.journal;

/** Changes to a session; the title cannot be cleared. */
public record SessionPatch(PatchField<String> title) {}
