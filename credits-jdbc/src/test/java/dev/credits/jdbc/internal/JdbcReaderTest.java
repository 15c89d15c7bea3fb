package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Totals;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Reader.Unbalanced;
import dev.credits.spi.Reversal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcReaderTest {
    private static final Instant NOW = Samples.NOW;

    private final JdbcStorage storage;
    private final AccountId user = AccountId.of("user:1");

    JdbcReaderTest(Engine engine) {
        this.storage = JdbcStorage.on(engine.fresh());
    }

    @Test
    @DisplayName("K11: text is found whatever its case, and means itself: %, _, \\ and ! stand for nothing else")
    @Tag("K11")
    void textFilter() {
        Samples.funded(storage, user.value(), 100);
        List<String> reasons = List.of("50% off", "500 off", "a_b", "axb", "back\\slash", "backslash", "Hey!", "Grüße");
        for (String reason : reasons) {
            book(entry -> entry.because(reason), reason);
        }
        assertThat(found("50% OFF")).containsExactly("50% off");
        assertThat(found("A_B")).containsExactly("a_b");
        assertThat(found("k\\s")).containsExactly("back\\slash");
        assertThat(found("hey!")).containsExactly("Hey!");
        assertThat(found("grüße")).containsExactly("Grüße");
        assertThat(found("off")).containsExactly("50% off", "500 off");
        assertThat(found("0% O")).containsExactly("50% off");
        assertThat(found("%")).as("of ten entries").hasSize(3);
        assertThat(found("no such")).isEmpty();
    }

    @Test
    @DisplayName("K2, K11: by time, with every entry's own instant as a boundary")
    @Tag("K2")
    @Tag("K11")
    void byTime() {
        Samples.funded(storage, user.value(), 100);
        for (int i = 0; i < 20; i++) {
            Samples.charge(storage, user, 1, "c" + i);
        }
        List<Entry> all = all();
        assertThat(all).hasSize(22);
        for (Entry entry : all) {
            Instant at = entry.at();
            assertThat(page(filter().between(at, null)))
                    .containsExactlyElementsOf(where(all, e -> !e.at().isBefore(at)));
            assertThat(page(filter().between(null, at)))
                    .containsExactlyElementsOf(where(all, e -> e.at().isBefore(at)));
            assertThat(last(at)).contains(entry);
            assertThat(last(at.plusNanos(1000))).contains(entry);
        }
        assertThat(last(all.get(0).at().minusNanos(1000))).isEmpty();
        assertThat(last(NOW.plus(Duration.ofDays(9)))).contains(all.get(21));
        assertThat(page(filter().between(all.get(3).at(), all.get(6).at())))
                .containsExactlyElementsOf(all.subList(3, 6));
        assertThat(storage.<Boolean>read(
                        r -> r.lastEntry(AccountId.of("nobody"), NOW).isPresent()))
                .isFalse();
    }

    @Test
    @DisplayName("K11: kind, source, actor, feature and page, alone and together")
    @Tag("K11")
    void filters() {
        Samples.funded(storage, user.value(), 100);
        Samples.charge(storage, user, 1, "c1");
        book(entry -> entry.by("root").feature("images"), "c2");
        List<Entry> all = all();
        assertThat(page(filter().kinds(EntryKind.CHARGE, EntryKind.GRANT))).hasSize(3);
        assertThat(page(filter().source(dev.credits.ledger.Source.PAID))).containsExactly(all.get(1));
        assertThat(page(filter().source(dev.credits.ledger.Source.GIFT))).isEmpty();
        assertThat(page(filter().by(dev.credits.ledger.Actor.of("root")))).containsExactly(all.get(3));
        assertThat(page(filter().feature("images"))).containsExactly(all.get(3));
        assertThat(page(filter().limit(2))).containsExactlyElementsOf(all.subList(0, 2));
        assertThat(page(filter().after(2).limit(1))).containsExactly(all.get(2));
        assertThat(page(filter().kinds(EntryKind.CHARGE)
                        .feature("images")
                        .text("R")
                        .after(1)))
                .isEmpty();
    }

    @Test
    @DisplayName("L11: what is due: a hold at its deadline, a lot at its expiry or start, and nothing a moment earlier")
    @Tag("L11")
    void due() {
        AccountId holder = Samples.funded(storage, "b", 100);
        storage.transact(loader -> {
            Loaded loaded = loader.load(Samples.plan(holder));
            return Samples.reserve(loaded.accounts().get(0), loaded.lots().get(0), 100, "r", NOW.plusSeconds(60));
        });
        grant(
                "a",
                new Lot(
                        AccountId.of("a"),
                        1,
                        dev.credits.ledger.Source.PAID,
                        1,
                        NOW.plusSeconds(30),
                        null,
                        null,
                        NOW,
                        false,
                        5,
                        5,
                        0,
                        false));
        grant(
                "c",
                new Lot(
                        AccountId.of("c"),
                        1,
                        dev.credits.ledger.Source.PAID,
                        1,
                        null,
                        NOW.plusSeconds(90),
                        null,
                        NOW,
                        false,
                        5,
                        5,
                        0,
                        true));
        assertThat(due(NOW.plusSeconds(30).minusNanos(1000), null, 10)).isEmpty();
        assertThat(due(NOW.plusSeconds(30), null, 10)).containsExactly("a");
        assertThat(due(NOW.plusSeconds(60), null, 10)).containsExactly("a", "b");
        assertThat(due(NOW.plusSeconds(90), null, 10)).containsExactly("a", "b", "c");
        assertThat(due(NOW.plusSeconds(90), null, 2)).containsExactly("a", "b");
        assertThat(due(NOW.plusSeconds(90), AccountId.of("b"), 2)).containsExactly("c");
        assertThat(due(NOW.plus(Duration.ofDays(30)), null, 10))
                .as("all of b's lot is held")
                .contains("b");
        assertThat(storage.<List<Hold>>read(r -> r.openHolds(holder, NOW.plusSeconds(59), 10)))
                .hasSize(1);
        assertThat(storage.<List<Hold>>read(r -> r.openHolds(holder, NOW.plusSeconds(60), 10)))
                .isEmpty();
    }

    @Test
    @DisplayName("Names in the order of their characters, not of a language; pages go on where they ended")
    void accountsInOrder() {
        List<String> names = List.of("a", "B", "a-1", "a:1", "ä", "Z", "z", "a b", "10", "9");
        names.forEach(name -> storage.transact(loader -> Samples.open(AccountId.of(name), null)));
        List<String> sorted = names.stream().sorted().toList();
        List<String> paged = new ArrayList<>();
        AccountId last = null;
        do {
            AccountId after = last;
            List<Account> page = storage.read(reader -> reader.accounts(after, 3));
            page.forEach(account -> paged.add(account.id().value()));
            last = page.isEmpty() ? null : page.get(page.size() - 1).id();
        } while (last != null);
        assertThat(paged).containsExactlyElementsOf(sorted);
    }

    @Test
    @DisplayName("L1: a transaction between accounts that does not sum to zero is found")
    @Tag("L1")
    void unbalanced() {
        AccountId from = Samples.funded(storage, "from", 100);
        AccountId to = Samples.funded(storage, "to", 100);
        assertThat(storage.<List<Unbalanced>>read(reader -> reader.unbalanced(10)))
                .isEmpty();
        transfer(from, to, "even", 10, 10);
        assertThat(storage.<List<Unbalanced>>read(reader -> reader.unbalanced(10)))
                .isEmpty();
        transfer(from, to, "odd", 10, 11);
        transfer(from, to, "odd too", 10, 9);
        assertThat(storage.<List<Unbalanced>>read(reader -> reader.unbalanced(10)))
                .extracting(Unbalanced::transaction)
                .containsExactlyInAnyOrder(
                        TransactionId.of(from, IdempotencyKey.of("odd")),
                        TransactionId.of(from, IdempotencyKey.of("odd too")));
        assertThat(storage.<List<Unbalanced>>read(reader -> reader.unbalanced(1)))
                .hasSize(1);
    }

    @Test
    @DisplayName("Reversals of an account are those of its own keys")
    @Tag("L9")
    void reversals() {
        AccountId from = Samples.funded(storage, "from", 100);
        AccountId to = Samples.funded(storage, "to", 100);
        TransactionId transaction = TransactionId.of(from, IdempotencyKey.of("t"));
        ChangeSet transfer = transferred(from, to, "t", 10, 10);
        storage.transact(loader -> {
            loader.load(Samples.plan(from, to));
            return new Changes(transfer)
                    .newReversal(new Reversal(transaction, 10, 1))
                    .toChangeSet();
        });
        Map<AccountId, Reversal> found = new HashMap<>();
        storage.read(reader -> {
            reader.eachReversal(List.of(from, to), found::put);
            return null;
        });
        assertThat(found).isEqualTo(Map.of(from, new Reversal(transaction, 10, 1)));
    }

    @Test
    @DisplayName("A read sees one state, whatever is committed meanwhile, and holds nobody up")
    @Tag("K2")
    void oneState() throws Exception {
        Samples.funded(storage, user.value(), 100);
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            storage.read(reader -> {
                long before = reader.load(Samples.plan(user)).accounts().get(0).seq();
                meanwhile(elsewhere, () -> Samples.charge(storage, user, 1, "meanwhile"));
                assertThat(reader.load(Samples.plan(user)).accounts().get(0).seq())
                        .isEqualTo(before);
                assertThat(reader.entries(filter())).hasSize(2);
                List<Entry> each = new ArrayList<>();
                reader.eachEntry(List.of(user), each::add);
                assertThat(each).hasSize(2);
                return null;
            });
        } finally {
            elsewhere.shutdownNow();
        }
        assertThat(all()).hasSize(3);
    }

    @Test
    @DisplayName("Everything of an account is handed out, in order, while other questions are asked in between")
    void eachOfAnAccount() {
        Samples.funded(storage, user.value(), 5000);
        for (int i = 0; i < 3; i++) {
            int number = i;
            storage.transact(loader ->
                    Samples.grant(loader.load(Samples.plan(user)).accounts().get(0), 10, "g" + number));
        }
        ChangeSet[] many = new ChangeSet[1];
        storage.transact(loader -> {
            Loaded loaded = loader.load(Samples.plan(user));
            many[0] = reserves(
                    loaded.accounts().get(0),
                    loaded.lots().stream()
                            .filter(l -> l.number() == 1)
                            .findFirst()
                            .orElseThrow(),
                    1200);
            return many[0];
        });
        List<Long> seqs = new ArrayList<>();
        List<Integer> lots = new ArrayList<>();
        List<Hold> holds = new ArrayList<>();
        storage.read(reader -> {
            reader.eachEntry(List.of(user), entry -> {
                if (entry.seq() % 400 == 0) {
                    assertThat(reader.accounts(null, 1)).hasSize(1);
                }
                seqs.add(entry.seq());
            });
            reader.eachLot(List.of(user), lot -> lots.add(lot.number()));
            reader.eachHold(List.of(user), holds::add);
            return null;
        });
        assertThat(seqs).hasSize(1205).isSorted().doesNotHaveDuplicates();
        assertThat(lots).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(holds).containsExactlyInAnyOrderElementsOf(many[0].newHolds());
    }

    private List<String> due(Instant now, @org.jspecify.annotations.Nullable AccountId after, int limit) {
        return storage.read(reader -> reader.due(now, after, limit, unnamed -> {}).stream()
                .map(AccountId::value)
                .toList());
    }

    private EntryFilter filter() {
        return EntryFilter.of(user);
    }

    private List<Entry> page(EntryFilter filter) {
        return storage.read(reader -> reader.entries(filter));
    }

    private List<Entry> all() {
        return page(filter().limit(1000));
    }

    private java.util.Optional<Entry> last(Instant at) {
        return storage.read((Reader reader) -> reader.lastEntry(user, at));
    }

    private List<String> found(String text) {
        return page(filter().text(text)).stream()
                .map(entry -> String.valueOf(entry.memo().reason()))
                .toList();
    }

    private static List<Entry> where(List<Entry> all, java.util.function.Predicate<Entry> condition) {
        return all.stream().filter(condition).toList();
    }

    /** Books a charge of 1 with another memo. */
    private void book(java.util.function.UnaryOperator<Memo> memo, String key) {
        storage.transact(loader -> {
            Loaded loaded = loader.load(Samples.plan(user));
            Account account = loaded.accounts().get(0);
            ChangeSet charge = Samples.charge(account, loaded.lots().get(0), 1, key);
            Entry entry = Samples.withMemo(charge.entries().get(0), memo).chainedTo(account.hash());
            return new Changes()
                    .account(Samples.after(
                            account, entry, charge.accounts().get(0).totals(), account.lots()))
                    .lot(charge.lots().get(0))
                    .entry(entry)
                    .toChangeSet();
        });
    }

    private void grant(String name, Lot lot) {
        AccountId id = AccountId.of(name);
        storage.transact(loader -> Samples.open(id, null));
        storage.transact(loader -> {
            Account account = loader.load(Samples.plan(id)).accounts().get(0);
            long amount = lot.started() ? lot.amount() : 0;
            Entry entry = Samples.entry(
                    account, EntryKind.GRANT, "g", amount, 0, List.of(new LotMove(1, lot.amount(), 0, lot)));
            return new Changes()
                    .account(Samples.after(account, entry, new Totals(amount, 0, amount, 0, 0, 0, 0, 0), 1))
                    .newLot(lot)
                    .entry(entry)
                    .toChangeSet();
        });
    }

    private void transfer(AccountId from, AccountId to, String key, long out, long in) {
        ChangeSet transfer = transferred(from, to, key, out, in);
        storage.transact(loader -> {
            loader.load(Samples.plan(from, to));
            return transfer;
        });
    }

    private ChangeSet transferred(AccountId from, AccountId to, String key, long out, long in) {
        Entry taken = Samples.leg(Samples.account(storage, from), from, key, 0, -out, to.value());
        Entry given = Samples.leg(Samples.account(storage, to), from, key, 1, in, from.value());
        return new Changes().entry(taken).entry(given).toChangeSet();
    }

    private static ChangeSet reserves(Account first, Lot lot, int count) {
        Changes changes = new Changes();
        Account account = first;
        Lot left = lot;
        for (int i = 0; i < count; i++) {
            ChangeSet one = Samples.reserve(account, left, 1, "r" + i, NOW.plusSeconds(1000 + i));
            changes.newHold(one.newHolds().get(0)).entry(one.entries().get(0));
            account = one.accounts().get(0);
            left = one.lots().get(0);
        }
        return changes.account(account).lot(left).toChangeSet();
    }

    private static void meanwhile(ExecutorService elsewhere, Runnable task) {
        try {
            elsewhere.submit(task).get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
