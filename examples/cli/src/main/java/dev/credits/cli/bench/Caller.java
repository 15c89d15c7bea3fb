package dev.credits.cli.bench;

import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** One of the threads a round is made with: picks accounts, sends pairs, takes the time. */
final class Caller {
    private final Contender contender;
    private final Scenario scenario;
    private final int accounts;
    private final SplittableRandom random;
    private final AtomicLong done = new AtomicLong();

    final Histogram units = new Histogram();
    final Histogram operations = new Histogram();
    private long request;

    /** A caller whose requests are numbered from {@code firstRequest} on. */
    Caller(Contender contender, Scenario scenario, int accounts, long firstRequest) {
        this.contender = contender;
        this.scenario = scenario;
        this.accounts = accounts;
        this.random = new SplittableRandom(firstRequest);
        this.request = firstRequest;
    }

    /** How many units it has finished; may be asked by any thread at any time. */
    long done() {
        return done.get();
    }

    /**
     * One unit, begun when it was due: a caller that is late because the one before took long has that time counted.
     * Nothing is recorded of what ends after {@code end}.
     */
    void once(long due, long end) throws SQLException {
        int account = scenario.account(random, accounts);
        long id = request++;
        contender.reserve(account, id);
        long reserved = System.nanoTime();
        long settled = reserved;
        if (contender.inPairs()) {
            contender.settle(account, id);
            settled = System.nanoTime();
        }
        if (settled - end <= 0) {
            operations.record(reserved - due);
            if (contender.inPairs()) {
                operations.record(settled - reserved);
            }
            units.record(settled - due);
            done.lazySet(done.get() + 1);
        }
    }
}
