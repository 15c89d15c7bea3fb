package dev.credits.spi;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import java.util.List;

/**
 * What a plan found, in any order but for entries, which come in the order of their transaction's legs. A lot, hold or
 * line may come twice.
 */
public record Loaded(
        List<Account> accounts,
        List<Lot> lots,
        List<Hold> holds,
        List<Entry> entries,
        List<Reversal> reversals,
        List<Limit> limits,
        List<Count> counts,
        List<Tree> trees,
        List<LogLine> lines) {
    /** Found these holds and no more. */
    public static Loaded ofHolds(List<Hold> holds) {
        return new Loaded(
                List.of(), List.of(), holds, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * What counts through an account since an instant, in minor units.
     *
     * @param spent its usage in that slot and later ones
     * @param held what open holds keep that came through it and count in that slot or later
     */
    public record Count(LoadPlan.Since since, long spent, long held) {}

    /**
     * How the tree below an account stands.
     *
     * @param height how many levels there are below it
     * @param sharing how many accounts directly below it are not closed and spend what it spends
     * @param holds how many open holds came through it, from itself or below, to credits of an account above it
     */
    public record Tree(AccountId account, int height, int sharing, int holds) {}
}
