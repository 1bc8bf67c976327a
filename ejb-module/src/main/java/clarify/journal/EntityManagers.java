package clarify.journal;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Gives the journal's beans their entity manager. An EJB that uses it first, because Payara Server looks a persistence
 * unit up in the module of its first user: called from the WAR of an EAR, it would not find it.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EntityManagers {

    @PersistenceContext(unitName = "journal")
    EntityManager em;

    @Produces
    @JournalUnit
    public EntityManager ofJournal() {
        em.getEntityManagerFactory();
        return em;
    }
}
