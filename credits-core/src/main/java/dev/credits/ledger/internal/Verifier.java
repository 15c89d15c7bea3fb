package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Verification.Violation;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import dev.credits.spi.Stray;
import dev.credits.spi.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Checks the laws in one pass: each account's entries are folded in order, a group of accounts at a time, and compared
 * with what is stored beside them. Remembers no entries, and of each account no more than what is open.
 */
final class Verifier {
    private static final int PAGE = 200;
    private static final long ENTRIES_A_GROUP = 20_000;
    private static final int ENTRIES_A_REPORT = 10_000;

    private final Reader reader;
    private final Inspection inspection;
    private final Executor executor;
    private final ZeroSums sums = new ZeroSums();
    private final UsageFold usage = new UsageFold();
    private final List<Violation> violations = new ArrayList<>();
    private final boolean everything;
    private @Nullable AccountId checkedTo;
    private long found;
    private long accounts;
    private long entries;
    private boolean countedTwice;

    Verifier(Reader reader, Inspection inspection, Executor executor) {
        this.reader = reader;
        this.inspection = inspection;
        this.executor = executor;
        Verification earlier = inspection.soFar();
        this.everything = inspection.account() == null;
        if (earlier != null) {
            accounts = earlier.accounts();
            entries = earlier.entries();
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
            String message = "verification stopped after " + entries + " entries: " + failed.getMessage();
            throw new CreditsException(message, failed.retryable(), failed);
        }
    }

    private void all() {
        boolean fromTheFirst = checkedTo == null;
        for (List<Account> page = reader.accounts(checkedTo, PAGE);
                !page.isEmpty();
                page = reader.accounts(checkedTo, PAGE)) {
            int from = 0;
            while (from < page.size()) {
                int to = groupEnd(page, from);
                check(page.subList(from, to));
                from = to;
            }
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
            check(account);
        }
    }

    private static int groupEnd(List<Account> page, int from) {
        int end = from + 1;
        long size = page.get(from).seq();
        while (end < page.size() && size + page.get(end).seq() <= ENTRIES_A_GROUP) {
            size += page.get(end++).seq();
        }
        return end;
    }

    private void check(List<Account> group) {
        AccountGroup folded = new AccountGroup(reader, executor, group);
        long before = entries;
        try {
            folded.fold(this::heard);
        } catch (UnreadableException unreadable) {
            countedTwice = true;
            entries = before;
            if (group.size() > 1) {
                group.forEach(account -> check(List.of(account)));
                return;
            }
            folded = new AccountGroup(reader, executor, List.of());
            take(new Violation("L8", group.get(0).id(), unreadable.seq(), String.valueOf(unreadable.getMessage())));
        }
        if (everything) {
            usage.stored(reader, group);
        }
        for (AccountFold fold : folded.folds()) {
            take(fold.findings());
            ChainHead head = fold.head();
            if (head != null) {
                inspection.heads().accept(head);
            }
        }
        accounts += group.size();
        checkedTo = group.get(group.size() - 1).id();
        inspection.progress().accept(soFar());
    }

    private void heard(Entry entry) {
        sums.add(entry);
        usage.entry(entry);
        if (++entries % ENTRIES_A_REPORT == 0) {
            inspection.progress().accept(soFar());
        }
    }

    private void take(Findings findings) {
        found += findings.found() - findings.violations().size();
        findings.violations().forEach(this::take);
    }

    private void take(Violation violation) {
        found++;
        if (violations.size() < Findings.MOST_SHOWN) {
            violations.add(violation);
        }
    }

    private Verification soFar() {
        return new Verification(accounts, entries, List.copyOf(violations), found, checkedTo);
    }
}
