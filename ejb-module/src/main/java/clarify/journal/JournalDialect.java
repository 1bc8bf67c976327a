package clarify.journal;

import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.PostgreSQLSqlAstTranslator;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.spi.StandardSqlAstTranslatorFactory;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.exec.spi.JdbcOperation;

/**
 * On WildFly: Hibernate's dialect of PostgreSQL, in words that H2 understands too, so that Hibernate need not ask which of
 * them it is while the application is deployed.
 */
public class JournalDialect extends PostgreSQLDialect {

    @Override
    public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
        return new StandardSqlAstTranslatorFactory() {
            @Override
            protected <T extends JdbcOperation> SqlAstTranslator<T> buildTranslator(
                    SessionFactoryImplementor sessionFactory, Statement statement) {
                return new Translator<>(sessionFactory, statement);
            }
        };
    }

    private static final class Translator<T extends JdbcOperation> extends PostgreSQLSqlAstTranslator<T> {

        Translator(SessionFactoryImplementor sessionFactory, Statement statement) {
            super(sessionFactory, statement);
        }

        /** Otherwise "for no key update", which H2 does not know. */
        @Override
        protected String getForUpdate() {
            return " for update";
        }
    }
}
