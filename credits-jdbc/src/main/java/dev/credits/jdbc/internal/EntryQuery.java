package dev.credits.jdbc.internal;

import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A filter's page of entries as SQL: conditions of fixed text, values always as parameters. */
final class EntryQuery {
    private final StringBuilder conditions = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** The filter, with its times already turned into sequences: after one, up to another. */
    EntryQuery(EntryFilter filter, long account, long after, long until) {
        values.add(account);
        values.add(after);
        and("e.seq <= ?", until);
        if (!filter.kinds().isEmpty()) {
            String marks = String.join(
                    ", ", java.util.Collections.nCopies(filter.kinds().size(), "?"));
            conditions.append(" AND e.kind IN (").append(marks).append(')');
            filter.kinds().stream().map(EntryKind::name).forEach(values::add);
        }
        if (filter.source() != null) {
            and("e.moves LIKE ?", "%=" + filter.source().name() + ",%");
        }
        if (filter.by() != null) {
            and("e.actor = ?", filter.by().name());
        }
        if (filter.feature() != null) {
            and("e.feature = ?", filter.feature());
        }
        if (filter.account().equals(filter.spender())) {
            conditions.append(" AND e.spender IS NULL");
        } else if (filter.spender() != null) {
            and("e.spender = ?", filter.spender().value());
        }
        if (filter.text() != null) {
            // what is a letter's other case depends on the database: the reader looks itself
            conditions.append(" AND e.reason IS NOT NULL");
        }
        values.add(filter.limit());
    }

    String sql(String start) {
        return start + conditions + " ORDER BY e.seq FETCH FIRST ? ROWS ONLY";
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private void and(String condition, Object value) {
        conditions.append(" AND ").append(condition);
        values.add(value);
    }
}
