package dev.credits.testkit.fault;

import dev.credits.ledger.CreditsException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One simulated process's way to the storage, on which it meets the mishap that was prepared for its next unit of work. */
final class MishapStorage implements Storage {
    private final Storage storage;
    private final Consumer<Mishap> met;
    private @Nullable Mishap next;
    private Runnable meanwhile = () -> {};

    /** @param met is told of every mishap that comes to pass, before its effect */
    MishapStorage(Storage storage, Consumer<Mishap> met) {
        this.storage = storage;
        this.met = met;
    }

    /** Prepares what happens to the next unit of work; {@code others} is what goes on while the process stands still. */
    void prepare(Mishap mishap, Runnable others) {
        next = mishap;
        meanwhile = others;
    }

    @Override
    public void transact(UnitOfWork work) {
        Mishap mishap = next;
        next = null;
        if (mishap == null) {
            storage.transact(work);
        } else {
            transact(work, mishap);
        }
    }

    private void transact(UnitOfWork work, Mishap mishap) {
        Runnable others = meanwhile;
        if (mishap == Mishap.CRASH_BEFORE_BEGIN) {
            throw crash(mishap);
        }
        if (mishap == Mishap.PAUSE_BEFORE) {
            met.accept(mishap);
            others.run();
        }
        storage.transact(loader -> run(work, loader, mishap));
        switch (mishap) {
            case CRASH_AFTER_COMMIT -> throw crash(mishap);
            case FAULT_AFTER -> throw fault(mishap);
            case RERUN -> {
                met.accept(mishap);
                storage.transact(work);
            }
            case PAUSE_AFTER -> {
                met.accept(mishap);
                others.run();
            }
            default -> {}
        }
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(question);
    }

    private ChangeSet run(UnitOfWork work, dev.credits.spi.Loader loader, Mishap mishap) {
        if (mishap == Mishap.CRASH_AFTER_LOAD) {
            return work.run(plan -> {
                loader.load(plan);
                throw crash(mishap);
            });
        }
        ChangeSet changes = work.run(loader);
        return switch (mishap) {
            case CRASH_BEFORE_COMMIT -> throw crash(mishap);
            case FAULT_BEFORE -> throw fault(mishap);
            default -> changes;
        };
    }

    private SimulatedCrash crash(Mishap mishap) {
        met.accept(mishap);
        return new SimulatedCrash(mishap);
    }

    private CreditsException fault(Mishap mishap) {
        met.accept(mishap);
        return new CreditsException(mishap.toString(), true, null);
    }
}
