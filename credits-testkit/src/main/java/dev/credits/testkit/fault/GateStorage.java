package dev.credits.testkit.fault;

import dev.credits.ledger.CreditsException;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A process's way to the storage: none once it is dead, and none for a while if the database is away. */
final class GateStorage implements Storage {
    private final MishapStorage storage;
    private boolean alive = true;
    private int before;
    private int away;

    GateStorage(Storage storage, Consumer<Mishap> met) {
        this.storage = new MishapStorage(storage, mishap -> {
            met.accept(mishap);
            alive &= !mishap.isDeadly();
        });
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    /** After so many more calls the storage is away, for so many. */
    void away(int after, int calls) {
        before = after;
        away = calls;
    }

    void prepare(Mishap mishap, Runnable meanwhile) {
        storage.prepare(mishap, meanwhile);
    }

    @Override
    public void transact(UnitOfWork work) {
        pass();
        storage.transact(work);
        requireAlive();
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        pass();
        return storage.read(question);
    }

    private void pass() {
        requireAlive();
        if (before > 0) {
            before--;
        } else if (away > 0) {
            away--;
            throw new CreditsException("the database is away", true, null);
        }
    }

    private void requireAlive() {
        if (!alive) {
            throw new SimulatedCrash(Mishap.CRASH_AFTER_COMMIT);
        }
    }
}
