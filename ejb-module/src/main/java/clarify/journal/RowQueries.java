package clarify.journal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
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

    V one(EntityManager em, UUID owner, UUID id) {
        return find(em, owner, id).orElseThrow(NotFound::new);
    }

    Optional<V> find(EntityManager em, UUID owner, UUID id) {
        return all(em, owner, List.of(id)).stream().findFirst();
    }

    /** Those of the ids that the owner has, in any order. */
    List<V> all(EntityManager em, UUID owner, Collection<UUID> ids) {
        return select(em, "", " and e.id in :ids", "", owner)
                .setParameter("ids", ids)
                .getResultList();
    }

    List<V> page(EntityManager em, UUID owner, Page page) {
        return page(em, owner, null, page);
    }

    List<V> page(EntityManager em, UUID owner, @Nullable Object status, Page page) {
        String others = page.before() == null ? "" : ", " + entity + " b";
        String filter = status == null ? "" : " and e.status = :status";
        TypedQuery<V> query =
                select(em, others, filter + after(page.before()), " order by e.createdAt desc, e.id", owner);
        if (status != null) {
            query.setParameter("status", status);
        }
        if (page.before() != null) {
            if (find(em, owner, page.before()).isEmpty()) {
                throw new NotFound();
            }
            query.setParameter("before", page.before());
        }
        return query.setMaxResults(page.limit()).getResultList();
    }

    private static String after(@Nullable UUID before) {
        return before == null
                ? ""
                : " and b.id = :before and e.createdAt <= b.createdAt"
                        + " and (e.createdAt < b.createdAt or e.id > b.id)";
    }

    private TypedQuery<V> select(EntityManager em, String others, String filter, String order, UUID ownerId) {
        String query = "select new " + view.getName() + "(" + columns + ") from " + entity + " e" + others + " where e."
                + owner + " = :owner" + filter + order;
        return em.createQuery(query, view).setParameter("owner", ownerId);
    }
}
