package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.ledger.internal.Comparison.Part;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.Loaded.Count;
import dev.credits.spi.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Some accounts that are checked together: many small ones cost few questions, a long one is alone. */
final class AccountGroup {
    /** As far as rules of a zone have been seen to change at short notice. */
    private static final Duration MOST_MOVED = Duration.ofHours(3);

    private final Reader reader;
    private final Executor executor;
    private final List<AccountId> ids;
    private final Supplier<Instant> newest;
    private final Map<AccountId, AccountFold> folds = new LinkedHashMap<>();
    private @Nullable AccountFold last;

    /** {@code newest} is the time of the newest entry of all accounts. */
    AccountGroup(Reader reader, Executor executor, Supplier<Instant> newest, List<Account> accounts) {
        this.newest = newest;
        this.reader = reader;
        this.executor = executor;
        this.ids = accounts.stream().map(Account::id).toList();
        accounts.forEach(account -> folds.put(account.id(), new AccountFold(account)));
    }

    /** Reads and compares everything they have; {@code heard} is told of every entry, {@code again} of a further look at one. */
    void fold(Consumer<Entry> heard, Runnable again) {
        Relay<Entry> relay = new Relay<>(executor, entry -> {
            heard.accept(entry);
            fold(entry.account()).entry(entry);
        });
        try {
            reader.eachEntry(ids, relay);
            relay.finish();
        } finally {
            relay.abandon();
        }
        folds.values().forEach(AccountFold::endOfEntries);
        reader.eachLot(ids, lot -> fold(lot.account()).lots().row(lot));
        reader.eachHold(ids, hold -> fold(hold.funder()).holds().row(hold));
        reader.eachReversal(
                ids, (account, reversal) -> fold(account).reversals().row(reversal, reader));
        folds.values().forEach(fold -> fold.reversals().endOfRows(reader));
        Map<AccountId, List<Limit>> limits = new HashMap<>();
        reader.eachLimit(
                ids,
                limit -> limits.computeIfAbsent(limit.account(), any -> new ArrayList<>())
                        .add(limit));
        folds.forEach((id, fold) -> settings(fold, limits.getOrDefault(id, List.of())));
        folds.values().forEach(fold -> nameDifferences(fold, again));
    }

    private void settings(AccountFold fold, List<Limit> limits) {
        Findings findings = fold.findings();
        fold.settings().end(limits, (law, message) -> findings.violation(law, null, message));
        limits.stream().filter(Limit::isInForce).forEach(limit -> counters(limit, findings));
    }

    /** A limit's counters are what its usage and the open holds make in its window, which is the last it can have counted in. */
    private void counters(Limit limit, Findings findings) {
        Instant next = limit.resets();
        Set<Since> since = next == null || limit.window() == Window.CALL
                ? Set.of(new Since(limit.account(), limit.period()))
                : Set.of(new Since(limit.account(), limit.period()), new Since(limit.account(), next));
        long spent = 0;
        long held = 0;
        boolean passed = false;
        for (Count count :
                reader.load(LoadPlan.of(Set.of(), Instant.EPOCH).counts(since)).counts()) {
            if (count.since().slot().equals(limit.period())) {
                spent = limit.window() == Window.CALL ? 0 : count.spent();
                held = limit.window() == Window.CALL ? 0 : count.held();
            } else {
                passed = count.spent() != 0 || count.held() != 0;
            }
        }
        if (spent != limit.spent() || held != limit.held()) {
            findings.violation(
                    "L13",
                    null,
                    "its " + limit.window() + " limit counts " + limit.spent() + " spent and " + limit.held()
                            + " held; usage and holds make " + spent + " and " + held);
        }
        if (passed || !isBeginning(limit) || limit.period().isAfter(newest.get())) {
            findings.violation(
                    "L13",
                    null,
                    "its " + limit.window() + " limit counts from " + limit.period() + ", which is "
                            + (passed ? "a window that has passed" : "the beginning of no window so far"));
        }
    }

    /** A beginning may be what it was by rules of its zone that have changed since: some other whole slot near today's. */
    private static boolean isBeginning(Limit limit) {
        if (limit.terms().zone() instanceof ZoneOffset) {
            return limit.begins().equals(limit.period());
        }
        Duration moved = Duration.between(limit.begins(), limit.period()).abs();
        return moved.compareTo(MOST_MOVED) <= 0 && Usage.slot(limit.period()).equals(limit.period());
    }

    Collection<AccountFold> folds() {
        return folds.values();
    }

    /** Goes through an account once more, part by part, if something about it differs. */
    private void nameDifferences(AccountFold fold, Runnable seen) {
        int parts = fold.partsThatDiffer();
        List<AccountId> id = List.of(fold.account().id());
        for (int number = 0; number < parts; number++) {
            AccountFold again = fold.again(new Part(number, parts));
            reader.eachEntry(id, entry -> {
                seen.run();
                again.entry(entry);
            });
            again.endOfEntries();
            reader.eachLot(id, again.lots()::row);
            reader.eachHold(id, again.holds()::row);
            reader.eachReversal(id, (account, reversal) -> again.reversals().row(reversal, reader));
            again.lots().differences(fold.findings());
            again.holds().differences(fold.findings());
            again.reversals().differences(fold.findings());
        }
    }

    private AccountFold fold(AccountId account) {
        AccountFold fold = last;
        if (fold == null || !fold.account().id().equals(account)) {
            fold = folds.get(account);
            if (fold == null) {
                throw new IllegalStateException("the storage handed out a row of " + account + " unasked");
            }
            last = fold;
        }
        return fold;
    }
}
