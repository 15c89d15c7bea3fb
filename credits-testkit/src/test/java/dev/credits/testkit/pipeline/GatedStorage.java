package dev.credits.testkit.pipeline;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real storage whose units of work can be held at the door, counted, and made to fail at a chosen account. */
final class GatedStorage implements Storage {
    final Semaphore gate = new Semaphore(0);
    final Semaphore arrived = new Semaphore(0);
    final AtomicInteger inside = new AtomicInteger();
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final MemoryStorage storage = new MemoryStorage();
    volatile boolean gated;

    /** Interrupts the next unit's thread, once, as a pool that is waited for would notice. */
    volatile boolean interrupting;

    volatile AccountId poison = AccountId.of("nobody");
    volatile RuntimeException fault = new CreditsException("refused by the storage", false, null);

    @Override
    public void transact(UnitOfWork work) {
        inside.incrementAndGet();
        try {
            if (gated) {
                arrived.release();
                gate.acquireUninterruptibly();
            }
            if (interrupting) {
                interrupting = false;
                Thread.currentThread().interrupt();
                throw new CreditsException("interrupted while waiting for a connection", false, null);
            }
            storage.transact(loader -> {
                ChangeSet changes = work.run(loader);
                if (changes.accounts().stream().anyMatch(account -> account.id().equals(poison))) {
                    throw fault;
                }
                batches.add(changes.entries().size());
                return changes;
            });
        } finally {
            inside.decrementAndGet();
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(question);
    }
}
