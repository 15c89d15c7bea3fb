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
    private static final int GROUPS_AHEAD = 200;

    private final Reader reader;
    private final Inspection inspection;
    private final Executor executor;
    private final boolean everything;
    private final Map<Long, Checked> ahead = new HashMap<>();
    private final AtomicLong underway = new AtomicLong();
    private final ZeroSums sums = new ZeroSums();
    private final UsageFold usage = new UsageFold();
    private final List<Violation> violations = new ArrayList<>();
    private @Nullable AccountId checkedTo;
    private long groups;
    private long found;
    private long accounts;
    private long entries;
    private boolean countedTwice;
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
        } catch (UnreadableException broken) {
            throw broken;
        } catch (CreditsException failed) {
            String message = "verification stopped after " + soFar().entries() + " entries: " + failed.getMessage();
            throw new CreditsException(message, failed.retryable(), failed);
        }
    }

    private void all() {
        boolean fromTheFirst = checkedTo == null;
        AccountGroups left = new AccountGroups(checkedTo);
        Helper helper = new Helper(
                reader.sameState(),
                executor,
                other -> check(left, groupCheck(other, Runnable::run), GROUPS_AHEAD, () -> {}));
        try {
            check(left, groupCheck(reader, executor), Long.MAX_VALUE, helper::call);
            helper.finish();
        } finally {
            ended = true;
            helper.abandon();
        }
        sums.check(reader, fromTheFirst && !countedTwice, this::take);
        if (fromTheFirst && !countedTwice) {
            usage.check(reader, this::take);
        }
        for (Stray stray : reader.strays(Findings.MOST_SHOWN)) {
            String message =
                    stray.rows() + " " + stray.what() + " of an account that is missing (" + stray.owner() + ")";
            take(new Violation("L6", null, null, message));
        }
    }

    private void one(AccountId id) {
        LoadPlan plan = LoadPlan.of(Set.of(id), Instant.EPOCH);
        List<Account> account = reader.load(plan).accounts();
        if (!account.isEmpty()) {
            take(new Group(0, account), groupCheck(reader, executor).check(account));
        }
    }

    private GroupCheck groupCheck(Reader source, Executor threads) {
        return new GroupCheck(source, threads, this::heard, everything);
    }

    /** Checks groups as long as there are any, but not this many ahead of the first that is not checked. */
    private void check(AccountGroups left, GroupCheck check, long furthest, Runnable more) {
        for (Group group = check.next(left, below(furthest));
                group != null;
                group = check.next(left, below(furthest))) {
            if (left.mayBeMore()) {
                more.run();
            }
            take(group, check.check(group.accounts()));
        }
        add(check);
    }

    private synchronized long below(long furthest) {
        return furthest == Long.MAX_VALUE ? furthest : groups + furthest;
    }

    private synchronized void add(GroupCheck check) {
        sums.add(check.sums);
        usage.add(check.usage);
        countedTwice |= check.countedTwice;
    }

    private void heard(long more) {
        if (ended) {
            throw new CancellationException("the verification has ended");
        }
        if (underway.addAndGet(more) % ENTRIES_A_REPORT == 0) {
            report();
        }
    }

    private synchronized void report() {
        inspection.progress().accept(soFar());
    }

    /** Takes what was found of a group, and tells it once all groups before it have been told. */
    private synchronized void take(Group group, Checked checked) {
        ahead.put(group.number(), checked);
        for (Checked next = ahead.remove(groups); next != null; next = ahead.remove(groups)) {
            groups++;
            found += next.found() - next.violations().size();
            next.violations().forEach(this::take);
            next.heads().forEach(inspection.heads());
            accounts += next.accounts();
            entries += next.entries();
            underway.addAndGet(-next.entries());
            checkedTo = next.last();
            report();
        }
    }

    private void take(Violation violation) {
        found++;
        if (violations.size() < Findings.MOST_SHOWN) {
            violations.add(violation);
        }
    }

    private synchronized Verification soFar() {
        long ahead = underway.get();
        return new Verification(accounts, entries + ahead, ahead, List.copyOf(violations), found, checkedTo);
    }
}
