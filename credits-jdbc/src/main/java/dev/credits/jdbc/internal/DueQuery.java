package dev.credits.jdbc.internal;

/** Which accounts have something due: a hold whose deadline has come, a lot that has expired, a lot that is to start. */
final class DueQuery {
    /** Takes an instant three times, the name to go on after, and a limit. */
    final String sql;

    DueQuery(Schema schema) {
        sql = schema.in("""
                SELECT a.name FROM {}.credit_accounts a
                WHERE a.id IN (
                    SELECT h.account_id FROM {}.credit_holds h
                    WHERE h.state = 'OPEN' AND h.ended_by IS NULL AND h.deadline <= ?
                    UNION
                    SELECT l.account_id FROM {}.credit_lots l
                    WHERE l.open AND l.expires IS NOT NULL AND l.expires <= ? AND l.remaining > 0
                    UNION
                    SELECT l.account_id FROM {}.credit_lots l
                    WHERE l.open AND NOT l.started AND l.starts <= ?)
                AND a.name > ?
                ORDER BY a.name
                FETCH FIRST ? ROWS ONLY""");
    }
}
