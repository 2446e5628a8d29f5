package dev.tickbird.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections to the databases of one server. */
@FunctionalInterface
public interface Connections {
    /** A connection to that database; the caller closes it. */
    Connection open(String database) throws SQLException;
}
