package clarify.journal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** People's reflections. */
@ApplicationScoped
@Transactional
public class Reflections {

    public ReflectionView get(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }

    public List<ReflectionView> list(UUID userId, Page page) {
        throw new UnsupportedOperationException();
    }

    public Changed<ReflectionView> create(UUID userId, NewReflection reflection) {
        throw new UnsupportedOperationException();
    }

    public JournalChanged delete(UUID userId, UUID id) {
        throw new UnsupportedOperationException();
    }
}
