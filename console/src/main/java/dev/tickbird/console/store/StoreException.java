package dev.tickbird.console.store;

import java.sql.SQLException;

/** The console's database could not do what was asked. The transaction is rolled back. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(SQLException cause) {
        super("the console's database failed: SQLSTATE " + cause.getSQLState(), cause);
    }
}
