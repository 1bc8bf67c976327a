package clarify.journal;

/** Changes to a profile; the language cannot be cleared. */
public record ProfilePatch(PatchField<String> name, PatchField<Language> language) {}
