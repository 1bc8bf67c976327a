package clarify.journal;

import org.jspecify.annotations.Nullable;

/** Of a row of {@code users}, how to speak to that person. */
public record PersonView(@Nullable String name, Language language) {

    public static PersonView of(ProfileView profile) {
        return new PersonView(profile.name(), profile.language());
    }
}
