package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People's profiles. Mutations join the caller's transaction. */
@ApplicationScoped
@Transactional
public class Profiles {

    /**
     * The profile.
     *
     * @throws NotFound if there is none
     */
    public ProfileView get(UUID userId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Creates the profile at the first sign-in; afterwards replaces name, language and e-mail address.
     *
     * @throws EmailTaken if another user has the address
     * @throws ChangedMeanwhile if another request created the same profile at this moment
     */
    public Changed<ProfileView> put(UUID userId, String email, @Nullable String name, Language language) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes name or language.
     *
     * @throws NoProfile if there is none
     */
    public Changed<ProfileView> patch(UUID userId, ProfilePatch patch) {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes the person and every row of theirs.
     *
     * @throws NoProfile if there is none
     */
    public JournalChanged delete(UUID userId) {
        throw new UnsupportedOperationException();
    }
}
