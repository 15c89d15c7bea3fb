package dev.credits.cli.bench;

import dev.credits.ledger.Command;
import dev.credits.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Grows a ledger before it is measured, by the library itself: half of the entries on the hot account, half on all. */
final class Filler {
    private static final int PAIRS = 500;
    private static final int THREADS = 4;
    private static final long FIRST_REQUEST = 1L << 62;

    private final LedgerContender ledger;
    private final int accounts;
    private final AtomicLong written = new AtomicLong();

    Filler(LedgerContender ledger, int accounts) {
        this.ledger = ledger;
        this.accounts = accounts;
    }

    /** Writes so many entries. */
    void fill(long entries, Stage stage) throws InterruptedException {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(Threads.PLATFORM.start(() -> {
                try {
                    fill(number, entries);
                } catch (RuntimeException broken) {
                    failure.compareAndSet(null, broken);
                }
            }));
        }
        stage.show("filling the ledger with " + entries + " entries");
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                thread.join(200);
                stage.accept(written.get());
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        ledger.batches();
    }

    /** Every other thread works on the hot account; the others share out the rest, so that they do not meet. */
    private void fill(int number, long entries) {
        SplittableRandom random = new SplittableRandom(number);
        boolean hot = number % 2 == 0 || accounts < THREADS;
        long request = FIRST_REQUEST + ((long) number << 40);
        long mine = entries / THREADS;
        for (long done = 0; done < mine; done += 2 * PAIRS) {
            List<Command> commands = new ArrayList<>(2 * PAIRS);
            for (int i = 0; i < PAIRS; i++) {
                int account = hot ? 0 : 1 + number / 2 + (THREADS / 2) * random.nextInt((accounts - 2) / 2);
                commands.add(ledger.reservation(account, request));
                commands.add(ledger.settlement(account, request));
                request++;
            }
            ledger.ledger().executeEach(commands).forEach(Outcome::orElseThrow);
            written.addAndGet(commands.size());
        }
    }
}
