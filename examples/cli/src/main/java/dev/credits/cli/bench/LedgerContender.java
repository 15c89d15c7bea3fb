package dev.credits.cli.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limits;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** This library, in a schema of its own, on a pool of its own. */
final class LedgerContender implements Contender, AutoCloseable {
    private static final int AT_ONCE = 500;
    private static final Amount GRANTED = Amount.of("100000000");
    private static final Amount RESERVED = Amount.of("3");
    private static final Amount SETTLED = Amount.of("2.25");

    private final HikariDataSource pool;
    private final String schema;
    private final BatchStatistics statistics;
    private final Ledger ledger;
    private final List<AccountId> accounts;
    private double lastBatchSize = 1;

    /** The same ledger, for other accounts. */
    private LedgerContender(LedgerContender whole, List<AccountId> accounts) {
        this.pool = whole.pool;
        this.schema = whole.schema;
        this.statistics = whole.statistics;
        this.ledger = whole.ledger;
        this.accounts = accounts;
    }

    private LedgerContender(HikariDataSource pool, String schema, Limits limits) {
        this.pool = pool;
        this.schema = schema;
        this.statistics = new BatchStatistics();
        this.accounts = new ArrayList<>();
        this.ledger = Credits.on(JdbcStorage.builder(pool).schema(schema).build())
                .withLimits(limits)
                .withListener(statistics)
                .ledger();
    }

    /** A ledger in this schema, which is made if need be, with so many new accounts that have plenty. */
    static LedgerContender open(Target target, String schema, Limits limits, String run, int accounts) {
        HikariDataSource pool = target.pool(limits.lanes() + 1);
        try {
            LedgerContender contender = new LedgerContender(pool, schema, limits);
            contender.openAccounts(run, accounts);
            return contender;
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    /** In the same ledger, a new organisation's members: each spends what it has, inside limits of three levels. */
    LedgerContender pool(String name, int members) {
        return new LedgerContender(this, Organisation.open(ledger, name, members));
    }

    private void openAccounts(String run, int count) {
        List<Command> commands = new ArrayList<>(2 * AT_ONCE);
        for (int i = 0; i < count; i++) {
            AccountId account = AccountId.of("bench:" + run + ":" + i);
            accounts.add(account);
            commands.add(Open.of(account, Memo.key("open")));
            commands.add(Grant.of(account, GRANTED, Memo.key("grant")));
            if (commands.size() == 2 * AT_ONCE || i == count - 1) {
                ledger.executeEach(commands).forEach(Outcome::orElseThrow);
                commands.clear();
            }
        }
    }

    @Override
    public void reserve(int account, long request) {
        ledger.execute(reservation(account, request)).orElseThrow();
    }

    @Override
    public void settle(int account, long request) {
        ledger.execute(settlement(account, request)).orElseThrow();
    }

    @Override
    public Batches batches() {
        Batches heard = statistics.drain();
        lastBatchSize = heard.count() == 0 ? lastBatchSize : heard.size();
        return heard;
    }

    /** Commands in a batch, on average, in the last round. */
    double lastBatchSize() {
        return lastBatchSize;
    }

    Command reservation(int account, long request) {
        return Reserve.of(accounts.get(account), RESERVED, Memo.key(reserveKey(request)));
    }

    Command settlement(int account, long request) {
        IdempotencyKey hold = IdempotencyKey.of(reserveKey(request));
        return Settle.of(accounts.get(account), hold, SETTLED, Memo.key("settle-" + Long.toString(request, 36)));
    }

    private static String reserveKey(long request) {
        return "reserve-" + Long.toString(request, 36);
    }

    Ledger ledger() {
        return ledger;
    }

    AccountId account(int number) {
        return accounts.get(number);
    }

    String schema() {
        return schema;
    }

    HikariDataSource pool() {
        return pool;
    }

    /** Takes the whole ledger out of the database. */
    void drop() throws SQLException {
        Target.run(pool, "DROP SCHEMA " + schema + " CASCADE");
    }

    @Override
    public void close() {
        pool.close();
    }
}
