package clarify.journal;

/** Changes to a profile; the language cannot be cleared. */
public record ProfilePatch(Change<String> name, Change<Language> language) {}
