package clarify.guest;

import jakarta.ejb.Stateless;

/** An EJB that has nothing to do with the cache, and fails. */
@Stateless
public class Barometer {
    public boolean burst() {
        throw new IllegalStateException("too low");
    }
}
