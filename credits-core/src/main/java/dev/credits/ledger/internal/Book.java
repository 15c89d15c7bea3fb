package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.ClockException;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Memo;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.money.Conversion;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loaded.Count;
import dev.credits.spi.Loaded.Tree;
import dev.credits.spi.Reversal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known while a batch is decided: what was loaded, and what the commands so far made of it. A command that is
 * refused is undone; the rest becomes one change set.
 */
final class Book {
    private Instant now;
    private Ties ties = new Ties();
    private @Nullable LedgerClock bookedBy;
    private @Nullable ClockCheck check;
    private final Map<AccountId, Instant> instants = new HashMap<>();
    private final Map<AccountId, Desk> desks = new LinkedHashMap<>();
    private final Map<TransactionId, Hold> loadedHolds = new HashMap<>();
    private final Map<TransactionId, Hold> holds = new HashMap<>();
    private final Map<TransactionId, Reversal> loadedReversals = new HashMap<>();
    private final Map<TransactionId, Reversal> reversals = new HashMap<>();
    private final Map<TransactionId, List<Entry>> transactions = new HashMap<>();
    private final Map<AccountId, List<TransactionId>> dueHolds = new HashMap<>();
    private final Map<Since, Count> counts = new HashMap<>();
    private final Map<AccountId, Tree> trees = new HashMap<>();
    private final Spending spending = new Spending();
    private final List<Conversion> rates = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    private final List<Desk> touched = new ArrayList<>(2);
    private final List<Runnable> undo = new ArrayList<>(4);
    private int entriesBefore;

    Book(Instant now) {
        this.now = now;
    }

    /** What is booked goes by this clock, which was {@code compared} when the unit of work began; it need not be. */
    void goesBy(LedgerClock clock, @Nullable ClockCheck compared) {
        bookedBy = clock;
        check = compared;
    }

    /** A memo as it is to be booked. */
    Memo noted(Memo memo) {
        return bookedBy == null ? memo : bookedBy.noted(memo);
    }

    /** The fault of a command of this account, if it would have to be booked at a time too far ahead of the clock. */
    @Nullable
    ClockException ahead(AccountId account) {
        Instant at = instant(account);
        return check == null || !check.isBehind(at)
                ? null
                : ClockException.ofNewest("a command of account " + account, check.shown(), at, check.most());
    }

    /** Adds what a load found. What is known already stays as it is. */
    void admit(Loaded loaded) {
        for (Account account : loaded.accounts()) {
            desks.computeIfAbsent(account.id(), id -> new Desk(account, false, now));
        }
        for (Lot lot : loaded.lots()) {
            Desk desk = desks.get(lot.account());
            if (desk != null) {
                desk.admit(lot);
            }
        }
        for (Hold hold : loaded.holds()) {
            if (loadedHolds.putIfAbsent(hold.id(), hold) == null) {
                holds.putIfAbsent(hold.id(), hold);
                if (hold.isOpen()) {
                    dueHolds.computeIfAbsent(hold.funder(), any -> new ArrayList<>())
                            .add(hold.id());
                }
            }
        }
        for (Limit limit : loaded.limits()) {
            Desk desk = desks.get(limit.account());
            if (desk != null) {
                desk.limits().admit(limit);
            }
        }
        loaded.counts().forEach(count -> counts.put(count.since(), count));
        loaded.trees().forEach(tree -> trees.put(tree.account(), tree));
        for (Entry entry : loaded.entries()) {
            transactions
                    .computeIfAbsent(entry.transaction(), any -> new ArrayList<>())
                    .add(entry);
        }
        for (Reversal reversal : loaded.reversals()) {
            loadedReversals.putIfAbsent(reversal.transaction(), reversal);
            reversals.putIfAbsent(reversal.transaction(), reversal);
        }
        loaded.lines().stream().map(Rates::read).forEach(rates::add);
    }

    /**
     * Says what time it is, once the accounts are locked. Accounts that are tied have one instant: not before the newest
     * entry of any of them. Others do not go by it.
     */
    void settle(Instant clock, Ties tied) {
        now = clock;
        ties = tied;
        instants.clear();
        for (Desk desk : desks.values()) {
            Instant newest = desk.base().at();
            instants.merge(ties.root(desk.id()), newest, (one, other) -> one.isAfter(other) ? one : other);
        }
        desks.values().forEach(desk -> desk.isAt(instant(desk.id())));
    }

    /** The instant of a command of this account, and of every account it touches. */
    Instant instant(AccountId account) {
        Instant newest = instants.getOrDefault(ties.root(account), now);
        return newest.isAfter(now) ? newest : now;
    }

    /** The newest entry of any account, if that is after {@code clock}. */
    Instant latest(Instant clock) {
        Instant latest = clock;
        for (Desk desk : desks.values()) {
            latest = desk.base().at().isAfter(latest) ? desk.base().at() : latest;
        }
        return latest;
    }

    /** Begins a command: what follows can be undone. */
    void begin() {
        touched.clear();
        undo.clear();
        entriesBefore = entries.size();
    }

    /** Undoes everything since {@link #begin()}. */
    void rollback() {
        touched.forEach(Desk::undo);
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        while (entries.size() > entriesBefore) {
            transactions.remove(entries.remove(entries.size() - 1).transaction());
        }
        begin();
    }

    /** The account, remembered as it is before this command's first touch. */
    @Nullable
    Desk touch(AccountId id) {
        Desk desk = desks.get(id);
        if (desk != null && !touched.contains(desk)) {
            desk.save();
            touched.add(desk);
        }
        return desk;
    }

    @Nullable
    Desk peek(AccountId id) {
        return desks.get(id);
    }

    Desk open(Account account) {
        Desk desk = new Desk(account, true, account.at());
        desks.put(account.id(), desk);
        undo.add(() -> desks.remove(account.id()));
        touched.add(desk);
        return desk;
    }

    List<Desk> touched() {
        return touched;
    }

    /** Every account that is known. */
    Collection<Desk> desks() {
        return desks.values();
    }

    /** Counts spending at an account: what was used for {@code feature} and counts at {@code counted}. */
    void spend(AccountId account, @Nullable String feature, Instant counted, long amount) {
        spending.add(account, feature, counted, amount);
        undo.add(() -> spending.add(account, feature, counted, -amount));
    }

    /** What counts through an account from a slot on, that which is not stored yet included. */
    Count count(Since since) {
        Count stored = counts.getOrDefault(since, new Count(since, 0, 0));
        long held = stored.held();
        for (Hold hold : holds.values()) {
            held = Math.addExact(held, held(hold, since) - held(loadedHolds.get(hold.id()), since));
        }
        return new Count(since, Math.addExact(stored.spent(), spending.since(since)), held);
    }

    /** How the tree below an account stands, what is not stored yet included. */
    Tree tree(AccountId account) {
        return Trees.now(trees.getOrDefault(account, new Tree(account, 0, 0, 0)), this);
    }

    /** How many open holds came through an account that are not stored yet, less those that are no longer open. */
    int newHoldsThrough(AccountId account) {
        int through = 0;
        for (Hold hold : holds.values()) {
            Hold before = loadedHolds.get(hold.id());
            through += hold.isOpen() && hold.path().contains(account) ? 1 : 0;
            through -= before != null && before.isOpen() && before.path().contains(account) ? 1 : 0;
        }
        return through;
    }

    private static long held(@Nullable Hold hold, Since since) {
        if (hold == null || !hold.isOpen() || Usage.slot(hold.counted()).isBefore(since.slot())) {
            return 0;
        }
        boolean through = hold.funder().equals(since.account()) || hold.path().contains(since.account());
        return through ? hold.open() : 0;
    }

    /** Open holds of an account's credits that were loaded, due or not. */
    List<Hold> openHolds(AccountId funder) {
        List<Hold> open = new ArrayList<>();
        for (TransactionId id : dueHolds.getOrDefault(funder, List.of())) {
            Hold hold = holds.get(id);
            if (hold != null && hold.isOpen()) {
                open.add(hold);
            }
        }
        return open;
    }

    /** Forgets what has been appended, and holds that have lapsed but for some: nothing of it is to be written. */
    void forget(Set<TransactionId> but) {
        entries.forEach(entry -> transactions.remove(entry.transaction()));
        entries.clear();
        loadedHolds
                .keySet()
                .removeIf(id -> !but.contains(id)
                        && !Objects.requireNonNull(holds.get(id)).isOpen());
        holds.keySet().removeIf(id -> !but.contains(id) && !loadedHolds.containsKey(id));
        dueHolds.values().forEach(ids -> ids.removeIf(id -> !holds.containsKey(id)));
        begin();
    }

    @Nullable
    Hold hold(@Nullable TransactionId id) {
        return holds.get(id);
    }

    void put(Hold hold) {
        Hold before = holds.put(hold.id(), hold);
        undo.add(() -> restore(holds, hold.id(), before));
    }

    @Nullable
    Reversal reversal(TransactionId id) {
        return reversals.get(id);
    }

    void put(Reversal reversal) {
        Reversal before = reversals.put(reversal.transaction(), reversal);
        undo.add(() -> restore(reversals, reversal.transaction(), before));
    }

    /** The entries of a transaction, in the order of their legs; empty if there is none. */
    List<Entry> transaction(@Nullable TransactionId id) {
        return transactions.getOrDefault(id, List.of());
    }

    void append(Entry entry) {
        entries.add(entry);
        transactions
                .computeIfAbsent(entry.transaction(), any -> new ArrayList<>(2))
                .add(entry);
    }

    /** The rate in force between two units at an instant, or null. */
    @Nullable
    Conversion rate(String from, String to, Instant at) {
        Conversion inForce = from.equals(to) ? Conversion.identity(from) : null;
        for (Conversion rate : rates) {
            boolean fits = rate.from().equals(from) && rate.to().equals(to);
            boolean holds = !rate.effective().isAfter(at);
            if (fits && holds && (inForce == null || rate.effective().isAfter(inForce.effective()))) {
                inForce = rate;
            }
        }
        return inForce;
    }

    /** Entries appended so far, not chained yet. */
    List<Entry> entries() {
        return entries;
    }

    /** Chains every new entry to the one before it, and gathers what there is to write. */
    ChangeSet seal() {
        Map<AccountId, Hash> heads = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Hash previous = heads.get(entry.account());
            Entry chained =
                    entry.chainedTo(previous == null ? desk(entry).base().hash() : previous);
            entries.set(i, chained);
            heads.put(entry.account(), chained.hash());
            Objects.requireNonNull(transactions.get(entry.transaction())).set(entry.leg(), chained);
        }
        return heads.isEmpty() ? ChangeSet.NOTHING : changes(heads);
    }

    private ChangeSet changes(Map<AccountId, Hash> heads) {
        List<Account> opened = new ArrayList<>();
        List<Account> accounts = new ArrayList<>();
        List<Lot> newLots = new ArrayList<>();
        List<Lot> lots = new ArrayList<>();
        heads.forEach((id, hash) -> {
            Desk desk = Objects.requireNonNull(desks.get(id));
            (desk.isNew() ? opened : accounts).add(desk.account(hash));
            desk.changedLots().forEach(lot -> (desk.wasLoaded(lot) ? lots : newLots).add(lot));
        });
        List<Limit> newLimits = new ArrayList<>();
        List<Limit> limits = new ArrayList<>();
        for (Desk desk : desks.values()) {
            DeskLimits own = desk.limits();
            own.changed().forEach(limit -> (own.wasLoaded(limit) ? limits : newLimits).add(limit));
        }
        List<Hold> newHolds = new ArrayList<>();
        List<Hold> changedHolds = new ArrayList<>();
        holds.forEach((id, hold) -> {
            Hold before = loadedHolds.get(id);
            if (before == null) {
                newHolds.add(hold);
            } else if (!before.equals(hold)) {
                changedHolds.add(hold);
            }
        });
        List<Reversal> newReversals = new ArrayList<>();
        List<Reversal> changedReversals = new ArrayList<>();
        reversals.forEach((id, reversal) -> {
            Reversal before = loadedReversals.get(id);
            if (before == null) {
                newReversals.add(reversal);
            } else if (!before.equals(reversal)) {
                changedReversals.add(reversal);
            }
        });
        return new ChangeSet(
                opened,
                accounts,
                newLots,
                lots,
                newHolds,
                changedHolds,
                List.copyOf(entries),
                newReversals,
                changedReversals,
                newLimits,
                limits,
                spending.usage(),
                List.of());
    }

    private Desk desk(Entry entry) {
        Desk desk = desks.get(entry.account());
        if (desk == null) {
            throw new IllegalStateException("account " + entry.account() + " was not loaded");
        }
        return desk;
    }

    private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
        if (before == null) {
            map.remove(key);
        } else {
            map.put(key, before);
        }
    }
}
