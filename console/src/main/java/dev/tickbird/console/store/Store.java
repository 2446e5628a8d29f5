package dev.tickbird.console.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The console's database: transactions and migration. Safe for many threads. */
public final class Store {
    private final DataSource source;

    public Store(DataSource source) {
        this.source = source;
    }

    /** Work inside a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Work inside a transaction that returns nothing. */
    @FunctionalInterface
    public interface Task {
        void run(Connection connection) throws SQLException;
    }

    /** Creates or upgrades the tables. */
    public void migrate() {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /** All or nothing. */
    public <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /** All or nothing. */
    public void inTransaction(Task task) {
        boolean done = transaction(connection -> {
            task.run(connection);
            return true;
        });
        if (!done) {
            throw new IllegalStateException("the transaction did not end");
        }
    }
}
