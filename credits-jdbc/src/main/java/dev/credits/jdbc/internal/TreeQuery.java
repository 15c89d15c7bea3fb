package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.Loaded.Count;
import dev.credits.spi.Loaded.Tree;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What is asked of whole trees, now and then: how one stands, and what counts through its top. Holds that came through an
 * account were reserved by it or by one below it, because none of these moves while it has open holds: they are looked up
 * by who reserved them, and never among all that are open.
 */
final class TreeQuery {
    private static final String BELOW = """
            WITH RECURSIVE below (name, level) AS (
                SELECT a.name, 0 FROM {}.credit_accounts a WHERE a.name = ?
                UNION ALL
                SELECT c.name, b.level + 1 FROM below b %s
                WHERE b.level < 20)
            """;

    /** So that nothing is left to a planner but to look up the accounts below each; H2 knows no such joins, and needs none. */
    private static final String LOOKED_UP =
            "CROSS JOIN LATERAL (SELECT k.name FROM {}.credit_accounts k WHERE k.parent = b.name OFFSET 0) c";

    private static final String JOINED = "JOIN {}.credit_accounts c ON c.parent = b.name";

    /** Of each account below, open holds of others' credits that it reserved and that came through the account named twice. */
    private static final String THROUGH = """
            FROM {}.credit_holds h
            WHERE h.spender = b.name AND h.state = 'OPEN' AND h.ended_by IS NULL
            AND (h.spender = ? OR POSITION(CHR(10) || ? || CHR(10) IN CHR(10) || h.via || CHR(10)) > 0)""";

    private static final String TREE = """
            SELECT (SELECT MAX(b.level) FROM below b),
                (SELECT COUNT(*) FROM {}.credit_accounts c
                    WHERE c.parent = ? AND c.funding = 'PARENT' AND c.status <> 'CLOSED'),
                (SELECT SUM((SELECT COUNT(*)\s""" + THROUGH + ")) FROM below b)";

    private static final String COUNT = """
            SELECT (SELECT COALESCE(SUM(u.spent), 0) FROM {}.credit_usage u
                    WHERE u.account_id = (SELECT a.id FROM {}.credit_accounts a WHERE a.name = ?) AND u.slot >= ?),
                (SELECT COALESCE(SUM(CAST(h.reserved AS numeric(40)) - h.captured - h.released), 0) FROM {}.credit_holds h
                    WHERE h.account_id = (SELECT a.id FROM {}.credit_accounts a WHERE a.name = ?)
                    AND h.state = 'OPEN' AND h.counted >= ?)
                + (SELECT COALESCE(SUM((SELECT SUM(CAST(h.reserved AS numeric(40)) - h.captured - h.released)\s""" + THROUGH + " AND h.counted >= ?)), 0) FROM below b)";

    /** Takes the name of an account four times. */
    final String tree;

    final String treeOnH2;

    /** Takes the name of an account twice, an instant, the name, that instant, the name twice more, and that instant. */
    final String count;

    final String countOnH2;

    TreeQuery(Schema schema) {
        tree = schema.in(BELOW.formatted(LOOKED_UP) + TREE);
        treeOnH2 = schema.in(BELOW.formatted(JOINED) + TREE);
        count = schema.in(BELOW.formatted(LOOKED_UP) + COUNT);
        countOnH2 = schema.in(BELOW.formatted(JOINED) + COUNT);
    }

    static int bindTree(PreparedStatement statement, int first, AccountId account) throws SQLException {
        for (int i = 0; i < 4; i++) {
            statement.setString(first + i, account.value());
        }
        return first + 4;
    }

    static int bindCount(PreparedStatement statement, int first, Since since) throws SQLException {
        String name = since.account().value();
        for (int named : new int[] {0, 1, 3, 5, 6}) {
            statement.setString(first + named, name);
        }
        for (int dated : new int[] {2, 4, 7}) {
            SqlType.TIME.bind(statement, first + dated, since.slot());
        }
        return first + 8;
    }

    static Tree readTree(ResultSet rows, AccountId account) throws SQLException {
        rows.next();
        return new Tree(account, rows.getInt(1), rows.getInt(2), rows.getInt(3));
    }

    static Count readCount(ResultSet rows, Since since) throws SQLException {
        Fields fields = new Fields(rows);
        fields.next();
        return fields.of("usage and holds", since.account()).row(row -> new Count(since, row.number(), row.number()));
    }
}
