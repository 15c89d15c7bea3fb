package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Verification.Violation;
import dev.credits.ledger.internal.AccountGroups.Group;
import dev.credits.ledger.internal.GroupCheck.Checked;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import dev.credits.spi.Stray;
import dev.credits.spi.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Checks the laws in one pass: each account's entries are folded in order, a group of accounts at a time, and compared
 * with what is stored beside them. Remembers no entries, and of each account no more than what is open. Another thread
 * checks groups that come later, if the storage lets it read the same state; what is found is told in order.
 */
final class Verifier {
    private static final int ENTRIES_A_REPORT = 10_000;

    /** How far the other thread may be ahead of the first group that is not checked yet. */
    private static final int GROUPS_AHEAD = 50;

    private final Reader reader;
    private final Inspection inspection;
    private final Executor executor;
    private final boolean everything;
    private final Map<Long, Checked> checked = new HashMap<>();
    private final AtomicLong underway = new AtomicLong();
    private final ZeroSums sums = new ZeroSums();
    private final UsageFold usage = new UsageFold();
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable AccountId checkedTo;
    private long groups;
    private long found;
    private long accounts;
    private long entries;
    private boolean incomplete;
    private final List<String> unchecked = new ArrayList<>();
    private volatile boolean ended;

    Verifier(Reader reader, Inspection inspection, Executor executor) {
        this.reader = reader;
        this.inspection = inspection;
        this.executor = executor;
        Verification earlier = inspection.soFar();
        this.everything = inspection.account() == null;
        if (earlier != null) {
            accounts = earlier.accounts();
            entries = earlier.entries() - earlier.underway();
            found = earlier.found();
            violations.addAll(earlier.violations());
            checkedTo = earlier.checkedTo();
        }
    }

    /** The whole check. It is not begun again if the storage fails in between: it can be resumed. */
    Verification run() {
        try {
            if (everything) {
                all();
            } else {
                one(Objects.requireNonNull(inspection.account()));
            }
            new KnownHeads(reader, inspection).check(this::take);
            return soFar();
        } catch (CreditsException failed) {
            String message = "verification stopped after " + soFar().entries() + " entries: " + failed.getMessage();
            throw new CreditsException(message, failed.retryable(), failed);
        }
    }

    private void all() {
        boolean fromTheFirst = checkedTo == null;
        AccountGroups left = new AccountGroups(checkedTo);
        Helper helper =
                new Helper(reader.sameState(), executor, other -> ahead(left, groupCheck(other, Runnable::run)));
        GroupCheck own = groupCheck(reader, executor);
        try {
            for (Group group = own.next(left, Long.MAX_VALUE); group != null; group = own.next(left, Long.MAX_VALUE)) {
                if (left.mayBeMore()) {
                    helper.call();
                }
                put(group, own.check(group.accounts()));
                tell();
                left.unreadable().forEach(this::unreadable);
            }
            helper.finish();
        } catch (RuntimeException | Error failure) {
            ended = true;
            helper.abandon(failure);
            throw failure;
        }
        tell();
        add(own);
        left.unreadable().forEach(this::unreadable);
        sums.check(reader, fromTheFirst && !incomplete, this::take);
        if (!fromTheFirst) {
            unchecked.add("usage: it is made by the entries of all accounts together, and this check was resumed");
        } else if (incomplete) {
            unchecked.add("usage: it is made by the entries of all accounts together, and not all could be read");
        } else {
            usage.check(reader, this::take);
        }
        new LogCheck(this::take).check(reader);
        for (Stray stray : reader.strays(Findings.MOST_SHOWN)) {
            String message =
                    stray.rows() + " " + stray.what() + " of an account that is missing (" + stray.owner() + ")";
            take(new Violation("L6", null, null, message));
        }
    }

    private void one(AccountId id) {
        LoadPlan plan = LoadPlan.of(Set.of(id), Instant.EPOCH);
        try {
            List<Account> account = reader.load(plan).accounts();
            if (!account.isEmpty()) {
                put(new Group(0, account), groupCheck(reader, executor).check(account));
                tell();
            }
        } catch (UnreadableException row) {
            take(GroupCheck.unreadable(id, row));
        }
        unchecked.add(
                "usage, sums over several accounts, rows of accounts that are missing, and logs of prices and rates: only a"
                        + " check of all accounts looks at them");
    }

    /** Nothing else of such an account is known to this check. */
    private synchronized void unreadable(UnreadableException row) {
        incomplete = true;
        accounts++;
        take(GroupCheck.unreadable(row.account(), row));
    }

    private GroupCheck groupCheck(Reader source, Executor threads) {
        return new GroupCheck(source, threads, this::heard, everything);
    }

    /** Checks groups as long as there are any, but not too many ahead of the first that is not checked. */
    private void ahead(AccountGroups left, GroupCheck check) {
        for (Group group = check.next(left, furthest()); group != null; group = check.next(left, furthest())) {
            put(group, check.check(group.accounts()));
        }
        add(check);
    }

    private synchronized long furthest() {
        return groups + GROUPS_AHEAD;
    }

    private synchronized void add(GroupCheck check) {
        sums.add(check.sums);
        usage.add(check.usage);
        incomplete |= check.incomplete;
    }

    private void heard(long more) {
        if (ended) {
            throw new CancellationException("the verification has ended");
        }
        if (underway.addAndGet(more) % ENTRIES_A_REPORT == 0 && more > 0) {
            report();
        }
    }

    private synchronized void report() {
        inspection.progress().accept(soFar());
    }

    private synchronized void put(Group group, Checked found) {
        checked.put(group.number(), found);
    }

    private synchronized @Nullable Checked next() {
        Checked next = checked.remove(groups);
        groups += next == null ? 0 : 1;
        return next;
    }

    /** Tells what was found of each group once all groups before it have been told, on the caller's thread. */
    private void tell() {
        for (Checked next = next(); next != null; next = next()) {
            next.heads().forEach(inspection.heads());
            take(next);
            report();
        }
    }

    private synchronized void take(Checked told) {
        found += told.found() - told.violations().size();
        told.violations().forEach(this::take);
        accounts += told.accounts();
        entries += told.entries();
        underway.addAndGet(-told.entries());
        checkedTo = told.last();
    }

    private void take(Violation violation) {
        found++;
        if (violations.size() < Findings.MOST_SHOWN) {
            violations.add(violation);
        }
    }

    private synchronized Verification soFar() {
        long ahead = underway.get();
        return new Verification(accounts, entries + ahead, ahead, violations, found, checkedTo, unchecked);
    }
}
