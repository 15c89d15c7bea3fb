package dev.credits.jdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several statements that PostgreSQL's driver sends as one: one round trip, in order, each with its own result; after one
 * that fails none of the rest is executed. Not thread-safe.
 */
final class Script {
    /** For a statement whose one row says nothing. */
    static final RowsReader IGNORE = rows -> {};

    /**
     * How much may be sent in one go while answers come in: server and client would wait for each other if both had more
     * on the way than the sockets' buffers hold.
     */
    private static final int MAX_SENT = 48 * 1024;

    private final Connection connection;
    private final List<Part> parts = new ArrayList<>();
    private int sent;

    Script(Connection connection) {
        this.connection = connection;
    }

    /** Adds a statement without parameters. */
    void add(String sql, @Nullable RowsReader reader) {
        add(sql, (statement, first) -> first, reader);
    }

    /** Adds a statement; {@code reader} is null for one that answers with no rows. */
    void add(String sql, Binder binder, @Nullable RowsReader reader) {
        parts.add(new Part(sql, binder, reader));
    }

    /** Adds a query whose answer may be long, and whose parameters are about so many bytes. */
    void query(String sql, int bytes, Binder binder, RowsReader reader) {
        sent += bytes;
        add(sql, binder, reader);
    }

    void run() throws SQLException {
        if (sent <= MAX_SENT) {
            run(parts);
            return;
        }
        for (Part part : parts) {
            run(List.of(part));
        }
    }

    private void run(List<Part> together) throws SQLException {
        if (together.isEmpty()) {
            return;
        }
        String sql = together.stream().map(Part::sql).collect(Collectors.joining(";\n"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            // a default fetch size of the host's would cut the answers into portals
            statement.setFetchSize(0);
            int at = 1;
            for (Part part : together) {
                at = part.binder.bind(statement, at);
            }
            boolean rows = statement.execute();
            for (Part part : together) {
                if (part.reader != null) {
                    read(statement, rows, part.reader);
                }
                rows = statement.getMoreResults();
            }
        }
    }

    private static void read(PreparedStatement statement, boolean rows, RowsReader reader) throws SQLException {
        if (!rows) {
            throw new SQLException("no rows where some were expected");
        }
        try (ResultSet result = statement.getResultSet()) {
            reader.read(result);
        }
    }

    /** Sets a statement's parameters from {@code first} on; answers the next one. */
    interface Binder {
        int bind(PreparedStatement statement, int first) throws SQLException;
    }

    /** Reads all rows of one answer. */
    interface RowsReader {
        void read(ResultSet rows) throws SQLException;
    }

    private record Part(String sql, Binder binder, @Nullable RowsReader reader) {}
}
