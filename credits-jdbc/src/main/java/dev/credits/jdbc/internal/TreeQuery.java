package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.Loaded.Count;
import dev.credits.spi.Loaded.Tree;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is asked of whole trees, now and then: how one stands, and what counts through its top. */
final class TreeQuery {
    /** Holds that came through the account named twice. */
    private static final String THROUGH =
            "(h.spender = ? OR POSITION(CHR(10) || ? || CHR(10) IN CHR(10) || h.via || CHR(10)) > 0)";

    /** Takes the name of an account four times. */
    final String tree;

    /** Takes the name of an account, an instant, that instant, and the name three times. */
    final String count;

    TreeQuery(Schema schema) {
        tree = schema.in("""
                WITH RECURSIVE below (name, level) AS (
                    SELECT a.name, 0 FROM {}.credit_accounts a WHERE a.name = ?
                    UNION ALL
                    SELECT c.name, b.level + 1 FROM {}.credit_accounts c JOIN below b ON c.parent = b.name
                    WHERE b.level < 20)
                SELECT (SELECT MAX(b.level) FROM below b),
                    (SELECT COUNT(*) FROM {}.credit_accounts c
                        WHERE c.parent = ? AND c.funding = 'PARENT' AND c.status <> 'CLOSED'),
                    (SELECT COUNT(*) FROM {}.credit_holds h WHERE h.state = 'OPEN' AND h.ended_by IS NULL AND""" + " " + THROUGH + ")");
        count = schema.in("""
                SELECT (SELECT COALESCE(SUM(u.spent), 0) FROM {}.credit_usage u
                        WHERE u.account_id = (SELECT a.id FROM {}.credit_accounts a WHERE a.name = ?) AND u.slot >= ?),
                    (SELECT COALESCE(SUM(h.reserved - h.captured - h.released), 0) FROM {}.credit_holds h
                        WHERE h.state = 'OPEN' AND h.ended_by IS NULL AND h.counted >= ?
                        AND (h.account_id = (SELECT a.id FROM {}.credit_accounts a WHERE a.name = ?) OR""" + " " + THROUGH + "))");
    }

    static int bindTree(PreparedStatement statement, int first, AccountId account) throws SQLException {
        for (int i = 0; i < 4; i++) {
            statement.setString(first + i, account.value());
        }
        return first + 4;
    }

    static int bindCount(PreparedStatement statement, int first, Since since) throws SQLException {
        String name = since.account().value();
        statement.setString(first, name);
        SqlType.TIME.bind(statement, first + 1, since.slot());
        SqlType.TIME.bind(statement, first + 2, since.slot());
        for (int i = 3; i < 6; i++) {
            statement.setString(first + i, name);
        }
        return first + 6;
    }

    static Tree readTree(ResultSet rows, AccountId account) throws SQLException {
        rows.next();
        return new Tree(account, rows.getInt(1), rows.getInt(2), rows.getInt(3));
    }

    static Count readCount(ResultSet rows, Since since) throws SQLException {
        rows.next();
        return new Count(since, rows.getLong(1), rows.getLong(2));
    }
}
