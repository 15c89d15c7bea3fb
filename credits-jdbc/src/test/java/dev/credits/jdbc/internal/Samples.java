package dev.credits.jdbc.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Charge;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Route;
import dev.credits.ledger.Source;
import dev.credits.ledger.Totals;
import dev.credits.ledger.TransactionId;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Change sets made by hand: what the rules would have come to, for tests of storage alone. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-29T00:30:00.123456Z");
    static final CreditUnit UNIT = CreditUnit.CREDIT;

    private Samples() {}

    static LoadPlan plan(AccountId... accounts) {
        return LoadPlan.of(Set.of(accounts), NOW);
    }

    static LoadPlan planOf(TransactionId... transactions) {
        return LoadPlan.of(Set.of(), NOW).transactions(Set.of(transactions));
    }

    static Entry entry(Account account, EntryKind kind, String key, long available, long held, List<LotMove> moves) {
        Memo memo = Memo.key(key)
                .by("admin:7")
                .because("it's 100% \"fine\"\n\\o/ ünï ⚡")
                .feature("chat")
                .metadata(Map.of("order", "17", "q\"uote", "a\\b\tc"))
                .happened(NOW.minusSeconds(60));
        Charge asked = new Charge(account.id(), Amount.ofMinor(1, UNIT), memo);
        return new Entry(
                        account.id(),
                        account.unit(),
                        account.seq() + 1,
                        TransactionId.of(account.id(), memo.key()),
                        0,
                        kind,
                        available,
                        held,
                        account.totals().available() + available,
                        account.totals().held() + held,
                        moves,
                        kind == EntryKind.GRANT ? "@issued" : kind == EntryKind.CHARGE ? "@spent" : null,
                        kind == EntryKind.RESERVE ? memo.key() : null,
                        null,
                        0,
                        memo,
                        account.at().plusSeconds(1),
                        null,
                        Route.DIRECT,
                        null,
                        Fingerprint.of(asked),
                        Hash.GENESIS)
                .chainedTo(account.hash());
    }

    /** The same entry with another memo, not chained to anything. */
    static Entry withMemo(Entry entry, UnaryOperator<Memo> memo) {
        return new Entry(
                entry.account(),
                entry.unit(),
                entry.seq(),
                entry.transaction(),
                entry.leg(),
                entry.kind(),
                entry.availableChange(),
                entry.heldChange(),
                entry.available(),
                entry.held(),
                entry.moves(),
                entry.counterparty(),
                entry.hold(),
                entry.reverses(),
                entry.shortfall(),
                memo.apply(entry.memo()),
                entry.at(),
                entry.due(),
                entry.route(),
                entry.amendment(),
                entry.fingerprint(),
                Hash.GENESIS);
    }

    /** The same entry with another kind, not chained to anything. */
    static Entry withKind(Entry entry, EntryKind kind) {
        return new Entry(
                entry.account(),
                entry.unit(),
                entry.seq(),
                entry.transaction(),
                entry.leg(),
                kind,
                entry.availableChange(),
                entry.heldChange(),
                entry.available(),
                entry.held(),
                entry.moves(),
                entry.counterparty(),
                entry.hold(),
                entry.reverses(),
                entry.shortfall(),
                entry.memo(),
                entry.at(),
                entry.due(),
                entry.route(),
                entry.amendment(),
                entry.fingerprint(),
                Hash.GENESIS);
    }

    /** One leg of a transfer, at a sequence far from the others. */
    static Entry leg(Account account, AccountId from, String key, int leg, long change, String counterparty) {
        Memo memo = Memo.key(key);
        TransactionId transaction = TransactionId.of(from, memo.key());
        return new Entry(
                account.id(),
                account.unit(),
                1000 + Math.floorMod(key.hashCode(), 100_000),
                transaction,
                leg,
                EntryKind.TRANSFER,
                change,
                0,
                0,
                0,
                List.of(),
                counterparty,
                null,
                null,
                0,
                memo,
                NOW,
                null,
                Route.DIRECT,
                null,
                null,
                Hash.GENESIS);
    }

    static Account after(Account account, Entry entry, Totals totals, int lots) {
        return new Account(
                account.id(),
                account.unit(),
                account.parent(),
                account.funding(),
                account.status(),
                account.stops(),
                account.plan(),
                account.floor(),
                totals,
                account.debt(),
                lots,
                account.limits(),
                entry.seq(),
                entry.at(),
                entry.hash());
    }

    static Account unopened(AccountId id, @Nullable AccountId parent) {
        return new Account(
                id,
                UNIT,
                parent,
                Funding.OWN,
                AccountStatus.OPEN,
                false,
                null,
                0,
                Totals.ZERO,
                0,
                0,
                0,
                0,
                NOW,
                Hash.GENESIS);
    }

    static ChangeSet open(AccountId id, @Nullable AccountId parent) {
        Account account = unopened(id, parent);
        Entry entry = entry(account, EntryKind.OPEN, "open", 0, 0, List.of());
        return new Changes()
                .opened(after(account, entry, Totals.ZERO, 0))
                .entry(entry)
                .toChangeSet();
    }

    static Lot lot(Account account, long amount) {
        return new Lot(
                account.id(),
                account.lots() + 1,
                Source.PAID,
                50,
                null,
                NOW.plus(Duration.ofDays(30)),
                new CostBasis(Money.of("9.99", "USD"), amount),
                NOW,
                false,
                amount,
                amount,
                0,
                true);
    }

    static ChangeSet grant(Account account, long amount, String key) {
        Lot lot = lot(account, amount);
        Entry entry =
                entry(account, EntryKind.GRANT, key, amount, 0, List.of(new LotMove(lot.number(), amount, 0, lot)));
        Totals t = account.totals();
        Totals totals = new Totals(
                t.available() + amount,
                t.held(),
                t.earned() + amount,
                t.spent(),
                t.expired(),
                t.in(),
                t.out(),
                t.adjusted());
        return new Changes()
                .account(after(account, entry, totals, lot.number()))
                .newLot(lot)
                .entry(entry)
                .toChangeSet();
    }

    static ChangeSet charge(Account account, Lot lot, long amount, String key) {
        Entry entry =
                entry(account, EntryKind.CHARGE, key, -amount, 0, List.of(new LotMove(lot.number(), -amount, 0, null)));
        Totals t = account.totals();
        Totals totals = new Totals(
                t.available() - amount,
                t.held(),
                t.earned(),
                t.spent() + amount,
                t.expired(),
                t.in(),
                t.out(),
                t.adjusted());
        return new Changes()
                .account(after(account, entry, totals, account.lots()))
                .lot(lot.with(lot.remaining() - amount, lot.held()))
                .entry(entry)
                .toChangeSet();
    }

    static ChangeSet reserve(Account account, Lot lot, long amount, String key, Instant deadline) {
        Entry entry = entry(
                account,
                EntryKind.RESERVE,
                key,
                -amount,
                amount,
                List.of(new LotMove(lot.number(), -amount, amount, null)));
        Totals t = account.totals();
        Totals totals = new Totals(
                t.available() - amount,
                t.held() + amount,
                t.earned(),
                t.spent(),
                t.expired(),
                t.in(),
                t.out(),
                t.adjusted());
        Hold hold = new Hold(
                entry.transaction(),
                account.id(),
                account.id(),
                List.of(),
                IdempotencyKey.of(key),
                UNIT,
                amount,
                0,
                0,
                List.of(new Hold.Part(lot.number(), amount)),
                entry.at(),
                entry.at(),
                deadline,
                Hold.State.OPEN,
                null,
                "chat");
        return new Changes()
                .account(after(account, entry, totals, account.lots()))
                .lot(lot.with(lot.remaining() - amount, lot.held() + amount))
                .newHold(hold)
                .entry(entry)
                .toChangeSet();
    }

    /** Opens an account and grants it credits. */
    static AccountId funded(Storage storage, String name, long amount) {
        AccountId id = AccountId.of(name);
        storage.transact(loader -> {
            loader.load(plan(id));
            return open(id, null);
        });
        storage.transact(loader -> grant(loader.load(plan(id)).accounts().get(0), amount, "grant"));
        return id;
    }

    /** Charges an account's first open lot, unless the key has been used. */
    static void charge(Storage storage, AccountId id, long amount, String key) {
        TransactionId transaction = TransactionId.of(id, IdempotencyKey.of(key));
        LoadPlan plan = LoadPlan.of(Set.of(id), NOW).transactions(Set.of(transaction));
        storage.transact(loader -> {
            Loaded loaded = loader.load(plan);
            return loaded.entries().isEmpty()
                    ? charge(loaded.accounts().get(0), loaded.lots().get(0), amount, key)
                    : ChangeSet.NOTHING;
        });
    }

    static Account account(Storage storage, AccountId id) {
        return storage.read(reader -> reader.load(plan(id)).accounts().get(0));
    }

    /** The first line of the log of rates. */
    static LogLine rate(String rate) {
        LogLine.Content content = new LogLine.Content("RATE", "EUR/CREDIT", NOW, 1, rate);
        return LogHead.empty("rates").next(content, Actor.of("admin"), "price list", NOW);
    }
}
