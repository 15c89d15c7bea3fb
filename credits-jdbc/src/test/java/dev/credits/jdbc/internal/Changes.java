package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Usage;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reversal;
import java.util.ArrayList;
import java.util.List;

/** A change set in the making. */
final class Changes {
    private final List<Account> opened = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Lot> newLots = new ArrayList<>();
    private final List<Lot> lots = new ArrayList<>();
    private final List<Hold> newHolds = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Reversal> newReversals = new ArrayList<>();
    private final List<Reversal> reversals = new ArrayList<>();
    private final List<Limit> newLimits = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private final List<Usage> usage = new ArrayList<>();
    private final List<LogLine> lines = new ArrayList<>();

    Changes() {}

    /** Everything in this one, and more. */
    Changes(ChangeSet first) {
        opened.addAll(first.opened());
        accounts.addAll(first.accounts());
        newLots.addAll(first.newLots());
        lots.addAll(first.lots());
        newHolds.addAll(first.newHolds());
        holds.addAll(first.holds());
        entries.addAll(first.entries());
        newReversals.addAll(first.newReversals());
        reversals.addAll(first.reversals());
        newLimits.addAll(first.newLimits());
        limits.addAll(first.limits());
        usage.addAll(first.usage());
        lines.addAll(first.lines());
    }

    Changes opened(Account account) {
        opened.add(account);
        return this;
    }

    Changes account(Account account) {
        accounts.add(account);
        return this;
    }

    Changes newLot(Lot lot) {
        newLots.add(lot);
        return this;
    }

    Changes lot(Lot lot) {
        lots.add(lot);
        return this;
    }

    Changes newHold(Hold hold) {
        newHolds.add(hold);
        return this;
    }

    Changes hold(Hold hold) {
        holds.add(hold);
        return this;
    }

    Changes entry(Entry entry) {
        entries.add(entry);
        return this;
    }

    Changes newReversal(Reversal reversal) {
        newReversals.add(reversal);
        return this;
    }

    Changes reversal(Reversal reversal) {
        reversals.add(reversal);
        return this;
    }

    Changes newLimit(Limit limit) {
        newLimits.add(limit);
        return this;
    }

    Changes limit(Limit limit) {
        limits.add(limit);
        return this;
    }

    Changes usage(Usage used) {
        usage.add(used);
        return this;
    }

    Changes line(LogLine line) {
        lines.add(line);
        return this;
    }

    ChangeSet toChangeSet() {
        return new ChangeSet(
                opened,
                accounts,
                newLots,
                lots,
                newHolds,
                holds,
                entries,
                newReversals,
                reversals,
                newLimits,
                limits,
                usage,
                lines);
    }
}
