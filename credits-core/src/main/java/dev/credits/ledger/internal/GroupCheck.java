package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Verification.Violation;
import dev.credits.ledger.internal.AccountGroups.Group;
import dev.credits.spi.Reader;
import dev.credits.spi.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks one group of accounts after the other with one reader, and adds up what only the whole can be compared by. Not
 * thread-safe.
 */
final class GroupCheck {
    private final Reader reader;
    private final Executor executor;
    private final LongConsumer heard;
    private final boolean everything;
    private @Nullable Instant newest;
    final ZeroSums sums = new ZeroSums();
    final UsageFold usage = new UsageFold();

    /** Whether some entries or usage could not be added, or were added twice. */
    boolean incomplete;

    /**
     * @param heard is told how many more entries have been read, fewer if some have to be read again, and 0 if they are
     *     only looked at once more; what it throws ends the check
     * @param everything whether all accounts will be checked, by whoever it is
     */
    GroupCheck(Reader reader, Executor executor, LongConsumer heard, boolean everything) {
        this.reader = reader;
        this.executor = executor;
        this.heard = heard;
        this.everything = everything;
    }

    /** The next group, if its number is below this. */
    @Nullable
    Group next(AccountGroups left, long below) {
        return left.next(reader, below);
    }

    Checked check(List<Account> accounts) {
        Checked checked = new Checked(accounts);
        check(accounts, checked);
        return checked;
    }

    private void check(List<Account> accounts, Checked checked) {
        AccountGroup folded = new AccountGroup(reader, executor, this::newest, accounts);
        long before = checked.entries;
        try {
            folded.fold(entry -> hear(entry, checked), () -> heard.accept(0));
        } catch (RuntimeException broken) {
            requireOfRows(broken);
            incomplete = true;
            heard.accept(before - checked.entries);
            checked.entries = before;
            if (accounts.size() > 1) {
                accounts.forEach(account -> check(List.of(account), checked));
                return;
            }
            folded = new AccountGroup(reader, executor, this::newest, List.of());
            checked.violation(unreadable(accounts.get(0).id(), broken));
        }
        if (everything) {
            usage(accounts, checked);
        }
        folded.folds().forEach(checked::take);
    }

    private void usage(List<Account> accounts, Checked checked) {
        try {
            usage.stored(reader, accounts);
        } catch (RuntimeException broken) {
            requireOfRows(broken);
            incomplete = true;
            if (accounts.size() == 1) {
                checked.violation(unreadable(accounts.get(0).id(), broken));
            } else {
                accounts.forEach(account -> usage(List.of(account), checked));
            }
        }
    }

    /** A fault that rows of one account cause is a finding about them; any other is thrown on. */
    private static void requireOfRows(RuntimeException fault) {
        boolean other = fault instanceof CreditsException && !(fault instanceof UnreadableException);
        if (other || fault instanceof CancellationException) {
            throw fault;
        }
    }

    static Violation unreadable(@Nullable AccountId account, RuntimeException broken) {
        return broken instanceof UnreadableException row
                ? new Violation("L8", account, row.seq(), String.valueOf(row.getMessage()))
                : new Violation("L8", account, null, "its rows say what no rule can make sense of: " + broken);
    }

    private Instant newest() {
        Instant known = newest;
        if (known == null) {
            known = reader.newest();
            newest = known;
        }
        return known;
    }

    private void hear(Entry entry, Checked checked) {
        sums.add(entry);
        usage.entry(entry);
        checked.entries++;
        heard.accept(1);
    }

    /** What was found of one group. */
    static final class Checked {
        private final int accounts;
        private final AccountId last;
        private final List<Violation> violations = new ArrayList<>();
        private final List<ChainHead> heads = new ArrayList<>();
        private long found;
        private long entries;

        private Checked(List<Account> accounts) {
            this.accounts = accounts.size();
            this.last = accounts.get(accounts.size() - 1).id();
        }

        int accounts() {
            return accounts;
        }

        AccountId last() {
            return last;
        }

        /** The first violations; {@link #found} tells how many there are in all. */
        List<Violation> violations() {
            return violations;
        }

        long found() {
            return found;
        }

        long entries() {
            return entries;
        }

        List<ChainHead> heads() {
            return heads;
        }

        private void take(AccountFold fold) {
            Findings findings = fold.findings();
            found += findings.found() - findings.violations().size();
            findings.violations().forEach(this::violation);
            ChainHead head = fold.head();
            if (head != null) {
                heads.add(head);
            }
        }

        private void violation(Violation violation) {
            found++;
            if (violations.size() < Findings.MOST_SHOWN) {
                violations.add(violation);
            }
        }
    }
}
