package dev.credits.jdbc.spring;

import dev.credits.jdbc.HostTransactions;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transactions of Spring: {@code @Transactional} methods, {@code TransactionTemplate}, JDBC and JPA. Whatever the ledger
 * does inside one is committed and rolled back with it, once the storage knows of them:
 * {@code JdbcStorage.builder(dataSource).joining(new SpringTransactions()).build()}.
 *
 * <p>A transaction that Spring manages on another source, or a JTA transaction, is not joined. Thread-safe.
 */
public final class SpringTransactions implements HostTransactions {
    @Override
    public @Nullable Connection current(DataSource source) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !(TransactionSynchronizationManager.getResource(source) instanceof ConnectionHolder)) {
            return null;
        }
        Connection connection = DataSourceUtils.getConnection(source);
        DataSourceUtils.releaseConnection(connection, source); // the transaction keeps it until it ends
        return connection;
    }

    @Override
    public void afterCommit(Runnable action) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_COMMITTED) {
                        action.run();
                    }
                }
            });
        }
    }
}
