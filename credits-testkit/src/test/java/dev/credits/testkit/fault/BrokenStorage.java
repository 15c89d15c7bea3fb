package dev.credits.testkit.fault;

import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A storage with one defect, to show that the simulator finds it. */
final class BrokenStorage implements Storage {
    private final MemoryStorage storage = new MemoryStorage();
    private final Defect defect;
    private int units;

    BrokenStorage(Defect defect) {
        this.defect = defect;
    }

    enum Defect {
        /** Every sixth commit is acknowledged and forgotten. */
        FORGETS_COMMITS,
        /** Keys are not looked up. */
        FORGETS_KEYS,
        /** Holds whose deadline has passed are not found. */
        FORGETS_DEADLINES,
        /** Of what a unit of work changes, a single new hold is left out. */
        TEARS_BATCHES,
        /** Of a transaction only the first entry is found again. */
        FORGETS_LEGS
    }

    @Override
    public void transact(UnitOfWork work) {
        units++;
        if (defect == Defect.FORGETS_COMMITS && units % 6 == 0) {
            storage.read(reader -> work.run(reader));
            return;
        }
        storage.transact(loader -> torn(work.run(plan -> forgetful(loader.load(forgetful(plan))))));
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return storage.read(question);
    }

    private LoadPlan forgetful(LoadPlan plan) {
        return defect == Defect.FORGETS_KEYS ? plan.transactions(Set.of()) : plan;
    }

    private Loaded forgetful(Loaded loaded) {
        List<Hold> holds = defect == Defect.FORGETS_DEADLINES ? List.of() : loaded.holds();
        List<Entry> entries = defect == Defect.FORGETS_LEGS
                ? loaded.entries().stream().filter(entry -> entry.leg() == 0).toList()
                : loaded.entries();
        return new Loaded(
                loaded.accounts(),
                loaded.lots(),
                holds,
                entries,
                loaded.reversals(),
                loaded.limits(),
                loaded.counts(),
                loaded.trees(),
                loaded.lines());
    }

    private ChangeSet torn(ChangeSet changes) {
        boolean tear = defect == Defect.TEARS_BATCHES && changes.newHolds().size() == 1;
        return tear
                ? new ChangeSet(
                        changes.opened(),
                        changes.accounts(),
                        changes.newLots(),
                        changes.lots(),
                        List.of(),
                        changes.holds(),
                        changes.entries(),
                        changes.newReversals(),
                        changes.reversals(),
                        changes.newLimits(),
                        changes.limits(),
                        changes.usage(),
                        changes.lines())
                : changes;
    }
}
