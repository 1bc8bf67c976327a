package clarify.journal;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The unique constraint that a profile could not be written for. */
final class UniqueViolation {

    private static final String SQL_STATE = "23505";
    private static final String EMAIL_CONSTRAINT = "users_email_unique";

    private UniqueViolation() {}

    /** The exception to throw for one that a flush has thrown: the same, if no unique constraint was violated. */
    static RuntimeException translate(PersistenceException failure) {
        return causes(failure)
                .filter(cause -> SQL_STATE.equals(cause.getSQLState()))
                .findFirst()
                .<RuntimeException>map(UniqueViolation::of)
                .orElse(failure);
    }

    private static RuntimeException of(SQLException violation) {
        String message = String.valueOf(violation.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains(EMAIL_CONSTRAINT) ? new EmailTaken() : new ConcurrentProfileCreation();
    }

    private static Stream<SQLException> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast);
    }
}
