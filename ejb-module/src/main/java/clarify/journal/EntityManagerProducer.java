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
 * Produces the journal's entity manager. It is an EJB and uses the entity manager first, because Payara Server looks a
 * persistence unit up in the module of its first user: in the WAR of an EAR it would not find it.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EntityManagerProducer {

    @PersistenceContext(unitName = "journal")
    EntityManager em;

    @Produces
    @JournalUnit
    public EntityManager ofJournal() {
        em.getEntityManagerFactory();
        return em;
    }
}
