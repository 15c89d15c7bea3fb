package dev.credits.testkit;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Totals;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Reversal;
import dev.credits.testkit.MemoryState.Book;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database would refuse, and a little more: the constraints every change set must keep. The first that is broken
 * is a {@link CreditsException} that is not worth a retry.
 */
final class MemoryConstraints {
    private final MemoryState state;
    private final ChangeSet changes;
    private final Map<AccountId, Account> after = new HashMap<>();

    private MemoryConstraints(MemoryState state, ChangeSet changes) {
        this.state = state;
        this.changes = changes;
    }

    /** Throws if the changes cannot be applied to this state. */
    static void check(MemoryState state, ChangeSet changes) {
        new MemoryConstraints(state, changes).run();
    }

    private void run() {
        accounts();
        entries();
        lots();
        holds();
        reversals();
        limits();
        lines();
    }

    private void accounts() {
        for (Account account : changes.opened()) {
            require(state.account(account.id()) == null, account.id() + " exists");
            require(after.put(account.id(), account) == null, account.id() + " is opened twice");
            totals(account);
        }
        for (Account account : changes.accounts()) {
            Account before = present(state.account(account.id()), account.id() + " does not exist");
            require(after.put(account.id(), account) == null, account.id() + " is changed twice");
            require(account.unit().equals(before.unit()), account.id() + " changes its unit");
            require(
                    Objects.equals(account.parent(), before.parent()) || has(account, EntryKind.MOVE),
                    account.id() + " changes its parent without an entry that says so");
            require(
                    account.funding() == before.funding() || has(account, EntryKind.FUND),
                    account.id() + " changes its funding without an entry that says so");
            totals(account);
        }
    }

    private boolean has(Account account, EntryKind kind) {
        return changes.entries().stream()
                .anyMatch(entry -> entry.account().equals(account.id()) && entry.kind() == kind);
    }

    private static void totals(Account account) {
        Totals totals = account.totals();
        require(account.floor() <= 0, account.id() + " has a floor above zero");
        require(totals.available() >= account.floor(), "L3: " + account.id() + " has less available than its floor");
        require(totals.held() >= 0, "L3: " + account.id() + " holds less than nothing");
        require(account.debt() >= 0, "L3: " + account.id() + " has a debt below zero");
        BigInteger came = sum(totals.earned(), totals.in());
        BigInteger left = sum(totals.spent(), totals.expired()).add(BigInteger.valueOf(totals.out()));
        require(
                came.subtract(left).equals(sum(totals.available(), totals.held())),
                "L10: the totals of " + account.id() + " do not add up: " + totals);
    }

    private void entries() {
        Map<AccountId, Entry> last = new HashMap<>();
        Map<TransactionId, Integer> legs = new HashMap<>();
        for (Entry entry : changes.entries()) {
            require(after.containsKey(entry.account()), name(entry) + " is on an account that does not change");
            Entry before = last.put(entry.account(), entry);
            follows(before != null ? before : lastKept(entry.account()), entry);
            require(
                    !state.transactions.containsKey(entry.transaction()),
                    "L4: the key " + entry.memo().key() + " was used on " + entry.account());
            int leg = legs.merge(entry.transaction(), 1, Integer::sum) - 1;
            require(entry.leg() == leg, "L4: " + name(entry) + " is leg " + entry.leg() + " instead of " + leg);
            require(leg == 0 || entry.fingerprint() == null, name(entry) + " has a fingerprint on leg " + leg);
        }
        after.values().forEach(account -> stands(account, last.get(account.id())));
    }

    private static void follows(@Nullable Entry before, Entry entry) {
        long seq = before == null ? 1 : before.seq() + 1;
        require(entry.seq() == seq, "L2: " + name(entry) + " should have sequence " + seq);
        long available = before == null ? 0 : before.available();
        long held = before == null ? 0 : before.held();
        require(
                sum(available, entry.availableChange()).equals(BigInteger.valueOf(entry.available()))
                        && sum(held, entry.heldChange()).equals(BigInteger.valueOf(entry.held())),
                "L2: the balances after " + name(entry) + " do not follow from those before it");
        require(
                before == null || !entry.at().isBefore(before.at()),
                "L7: " + name(entry) + " is before the one before it");
        Hash chained = entry.hashAfter(before == null ? Hash.GENESIS : before.hash());
        require(entry.hash().equals(chained), "L8: " + name(entry) + " is not chained to the one before it");
    }

    private static void stands(Account account, @Nullable Entry found) {
        Entry last = present(found, account.id() + " changes without an entry");
        require(
                account.seq() == last.seq()
                        && account.at().equals(last.at())
                        && account.hash().equals(last.hash())
                        && account.totals().available() == last.available()
                        && account.totals().held() == last.held(),
                "L2: " + account.id() + " does not stand as its last entry says");
    }

    private void lots() {
        Map<AccountId, Integer> count = new HashMap<>();
        for (Lot lot : MemoryState.inOrder(changes.newLots())) {
            int number = count.merge(lot.account(), 1, Integer::sum) + lotsBefore(lot.account());
            require(lot.number() == number, name(lot) + " should have number " + number);
            remainders(lot);
        }
        for (Account account : after.values()) {
            int lots = lotsBefore(account.id()) + count.getOrDefault(account.id(), 0);
            require(account.lots() == lots, account.id() + " counts " + account.lots() + " lots instead of " + lots);
        }
        Set<Lot> seen = new HashSet<>();
        for (Lot lot : changes.lots()) {
            Book book = state.books.get(lot.account());
            Lot before = present(book == null ? null : book.lot(lot.number()), name(lot) + " does not exist");
            require(seen.add(before), name(lot) + " is changed twice");
            require(
                    lot.amount() == before.amount() || before.gathers() && lot.amount() > before.amount(),
                    name(lot) + " changes how much came in");
            Lot same = (lot.started() ? before.begun() : before).joined(lot.amount() - before.amount());
            require(lot.equals(same.with(lot.remaining(), lot.held())), name(lot) + " changes its terms");
            remainders(lot);
        }
    }

    private void remainders(Lot lot) {
        require(after.containsKey(lot.account()), name(lot) + " changes without an entry");
        require(lot.remaining() >= 0 && lot.held() >= 0, "L3: " + name(lot) + " has less than nothing left");
        require(
                sum(lot.remaining(), lot.held()).compareTo(BigInteger.valueOf(lot.amount())) <= 0,
                "L3: " + name(lot) + " has more left than came in");
    }

    private void holds() {
        for (Hold hold : changes.newHolds()) {
            require(!state.holds.containsKey(hold.id()), "L4: " + name(hold) + " exists");
            figures(hold);
        }
        Set<TransactionId> seen = new HashSet<>();
        for (Hold hold : changes.holds()) {
            Hold before = present(state.holds.get(hold.id()), name(hold) + " does not exist");
            require(seen.add(hold.id()), name(hold) + " is changed twice");
            require(before.isOpen(), "L5: " + name(hold) + " has ended before");
            require(
                    hold.reserved() >= before.reserved()
                            && hold.captured() >= before.captured()
                            && hold.released() >= before.released()
                            && !hold.deadline().isBefore(before.deadline()),
                    "L5: " + name(hold) + " goes backwards");
            figures(hold);
        }
    }

    private void figures(Hold hold) {
        require(after.containsKey(hold.funder()), name(hold) + " changes without an entry");
        AccountId first = hold.path().isEmpty() ? hold.funder() : hold.path().get(0);
        require(first.equals(hold.account()), name(hold) + " does not begin at its account");
        require(
                hold.captured() >= 0 && hold.released() >= 0 && hold.open() >= 0,
                "L5: " + name(hold) + " is below zero");
        require(hold.isOpen() == (hold.endedBy() == null), "L5: " + name(hold) + " has ended and has not");
        BigInteger parts = BigInteger.ZERO;
        for (Hold.Part part : hold.parts()) {
            require(part.amount() > 0, "L5: " + name(hold) + " has an empty part");
            parts = parts.add(BigInteger.valueOf(part.amount()));
        }
        require(
                parts.equals(BigInteger.valueOf(hold.open())),
                "L5: the parts of " + name(hold) + " are not what is open");
        require(hold.isOpen() || hold.open() == 0, "L5: " + name(hold) + " has ended with something left");
    }

    private void reversals() {
        for (Reversal reversal : changes.newReversals()) {
            require(!state.reversals.containsKey(reversal.transaction()), "L9: " + reversal + " exists");
            within(reversal, 0);
        }
        for (Reversal reversal : changes.reversals()) {
            Reversal before = present(state.reversals.get(reversal.transaction()), "L9: " + reversal + " follows none");
            require(before.amount() == reversal.amount(), "L9: " + reversal + " is of another amount than " + before);
            within(reversal, before.reversed());
        }
    }

    private void within(Reversal reversal, long before) {
        require(
                reversal.reversed() >= before && reversal.reversed() <= reversal.amount(),
                "L9: " + reversal + " is more than was moved");
        require(
                state.transactions.containsKey(reversal.transaction())
                        || changes.entries().stream()
                                .anyMatch(entry -> entry.transaction().equals(reversal.transaction())),
                "L9: " + reversal + " is of nothing");
    }

    private void limits() {
        Map<AccountId, Integer> inForce = new HashMap<>();
        Set<List<Object>> seen = new HashSet<>();
        for (Limit limit : changes.newLimits()) {
            require(limitBefore(limit) == null, limit.label() + " exists");
            counters(limit, seen);
            inForce.merge(limit.account(), limit.isInForce() ? 1 : 0, Integer::sum);
        }
        for (Limit limit : changes.limits()) {
            Limit before = limitBefore(limit);
            require(before != null, limit.label() + " does not exist");
            counters(limit, seen);
            boolean was = before != null && before.isInForce();
            inForce.merge(limit.account(), (limit.isInForce() ? 1 : 0) - (was ? 1 : 0), Integer::sum);
        }
        for (Account account : after.values()) {
            Book book = state.books.get(account.id());
            long before = book == null
                    ? 0
                    : book.limits.values().stream().filter(Limit::isInForce).count();
            require(
                    account.limits() == before + inForce.getOrDefault(account.id(), 0),
                    account.id() + " counts " + account.limits() + " limits");
        }
    }

    private static void counters(Limit limit, Set<List<Object>> seen) {
        require(seen.add(List.of(limit.account(), limit.window())), limit.label() + " is changed twice");
        require(
                limit.spent() >= 0 && limit.held() >= 0 && limit.extra() >= 0 && limit.reset() >= 0,
                "L13: " + limit.label() + " counts less than nothing");
    }

    private @Nullable Limit limitBefore(Limit limit) {
        Book book = state.books.get(limit.account());
        return book == null ? null : book.limits.get(limit.window());
    }

    private void lines() {
        Map<String, LogHead> heads = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (LogLine line : changes.lines()) {
            LogHead head = heads.computeIfAbsent(line.log(), this::end);
            require(
                    line.number() == head.number() + 1 && line.previous().equals(head.hash()),
                    line.name() + " does not follow on line " + head.number());
            require(!line.effective().isBefore(line.at()), line.name() + " takes effect before it is published");
            IdempotencyKey key = line.key();
            boolean taken = key != null
                    && (!keys.add(line.log() + "/" + key)
                            || state.log(line.log()).stream().anyMatch(known -> key.equals(known.key())));
            require(!taken, "L4: another line has the key of " + line.name());
            heads.put(line.log(), line.head());
        }
    }

    private LogHead end(String log) {
        List<LogLine> lines = state.log(log);
        return lines.isEmpty()
                ? LogHead.empty(log)
                : lines.get(lines.size() - 1).head();
    }

    private @Nullable Entry lastKept(AccountId id) {
        Book book = state.books.get(id);
        return book == null || book.entries.isEmpty() ? null : book.entries.get(book.entries.size() - 1);
    }

    private int lotsBefore(AccountId id) {
        Book book = state.books.get(id);
        return book == null ? 0 : book.lots.size();
    }

    private static BigInteger sum(long a, long b) {
        return BigInteger.valueOf(a).add(BigInteger.valueOf(b));
    }

    private static String name(Entry entry) {
        return entry.kind() + " " + entry.memo().key() + " (entry " + entry.seq() + " of " + entry.account() + ")";
    }

    private static String name(Lot lot) {
        return "lot " + lot.number() + " of " + lot.account();
    }

    private static String name(Hold hold) {
        return "hold " + hold.key() + " of " + hold.account();
    }

    private static <T> T present(@Nullable T row, String otherwise) {
        require(row != null, otherwise);
        return Objects.requireNonNull(row);
    }

    private static void require(boolean kept, String broken) {
        if (!kept) {
            throw new CreditsException("refused by the storage: " + broken, false, null);
        }
    }
}
