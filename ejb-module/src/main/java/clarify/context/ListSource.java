package clarify.context;

import clarify.kind.Kind;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** How one of the five lists is read from the cache and looked up in the database. */
record ListSource<E>(Kind kind, Class<E> row, Function<UUID, List<E>> lookup) {}
