package clarify.journal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole rows of one table; lists are newest first, then by id, in pages.
 *
 * @param view the record whose constructor takes the columns
 * @param columns attributes of {@code e}, in the order of the constructor
 * @param entity the entity's name
 * @param owner the attribute that holds the id of the row's owner
 */
record RowQueries<V>(Class<V> view, String columns, String entity, String owner) {

    private static final String AFTER =
            " and e.createdAt <= :createdAt and (e.createdAt < :createdAt or e.id > :after)";

    V one(EntityManager em, UUID owner, UUID id) {
        return all(em, owner, List.of(id)).stream().findFirst().orElseThrow(NotFound::new);
    }

    /** Those of the ids that the owner has, in any order. */
    List<V> all(EntityManager em, UUID owner, Collection<UUID> ids) {
        return select(em, " and e.id in :ids", "", owner)
                .setParameter("ids", ids)
                .getResultList();
    }

    /**
     * Those of the ids that the owner still has, in any order.
     *
     * @throws AlreadyDeleted if there are none left
     */
    List<V> created(EntityManager em, UUID owner, Collection<UUID> ids) {
        List<V> rows = all(em, owner, ids);
        if (rows.isEmpty()) {
            throw new AlreadyDeleted();
        }
        return rows;
    }

    /** As {@link #created(EntityManager, UUID, Collection)}, of one row. */
    V created(EntityManager em, UUID owner, UUID id) {
        return created(em, owner, List.of(id)).get(0);
    }

    List<V> page(EntityManager em, UUID owner, Page page) {
        return page(em, owner, null, page);
    }

    List<V> page(EntityManager em, UUID owner, @Nullable Object status, Page page) {
        Optional<Position> after = after(em, owner, page);
        String filter = (status == null ? "" : " and e.status = :status") + (after.isPresent() ? AFTER : "");
        TypedQuery<V> query = select(em, filter, " order by e.createdAt desc, e.id", owner);
        if (status != null) {
            query.setParameter("status", status);
        }
        after.ifPresent(position ->
                query.setParameter("createdAt", position.createdAt()).setParameter("after", position.id()));
        return query.setMaxResults(page.limit()).getResultList();
    }

    private Optional<Position> after(EntityManager em, UUID owner, Page page) {
        if (page.after() instanceof Cursor.Row row) {
            return Optional.of(new Position(createdAt(em, owner, row.id()), row.id()));
        }
        return Optional.ofNullable((Position) page.after());
    }

    private Instant createdAt(EntityManager em, UUID ownerId, UUID id) {
        String query = "select e.createdAt from " + entity + " e where e." + owner + " = :owner and e.id = :id";
        return em
                .createQuery(query, Instant.class)
                .setParameter("owner", ownerId)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    private TypedQuery<V> select(EntityManager em, String filter, String order, UUID ownerId) {
        String query = "select new " + view.getName() + "(" + columns + ") from " + entity + " e where e." + owner
                + " = :owner" + filter + order;
        return em.createQuery(query, view).setParameter("owner", ownerId);
    }
}
