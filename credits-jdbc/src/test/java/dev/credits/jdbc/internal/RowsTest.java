package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Pardons;
import dev.credits.ledger.Route;
import dev.credits.ledger.Shadow;
import dev.credits.ledger.Source;
import dev.credits.ledger.Totals;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.LotRef;
import dev.credits.spi.LoadPlan.Subject;
import dev.credits.spi.LoadPlan.UpTo;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reversal;
import dev.credits.spi.Storage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("L8: every field of every row comes back exactly as it was written")
@Tag("L8")
@ParameterizedClass
@EnumSource
class RowsTest {
    private static final List<AccountId> PATH = List.of(AccountId.of("user:1/a"), AccountId.of("user:1/b c"));
    private static final AccountId ID = AccountId.of("org:7/team \u00fcn\u00ef \u26a1 'quoted' \"twice\" \\ % _ {a,b}");
    private static final CreditUnit UNIT = new CreditUnit("EUR-CENT_1", 9);
    private static final Instant T = Samples.NOW;

    private final Engine engine;
    private final DataSource source;
    private final JdbcStorage storage;

    RowsTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
        this.storage = JdbcStorage.on(source);
    }

    @Test
    void everyFieldAtItsEdges() {
        write(storage);
        readBack(storage);
    }

    /** One side of the world writes, another reads: what is stored is an instant, not a local time. */
    @ParameterizedTest
    @ValueSource(strings = {"Asia/Kathmandu", "America/St_Johns", "Europe/London", "Pacific/Apia"})
    @DisplayName("L7: times are the same whatever the zone of the machine and of the session")
    @Tag("L7")
    void zones(String zone) {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            write(JdbcStorage.on(inZone(zone)));
            readBack(storage);
            TimeZone.setDefault(TimeZone.getTimeZone("Antarctica/Troll"));
            readBack(JdbcStorage.on(inZone("America/Los_Angeles")));
            assertThat(storage.<List<AccountId>>read(reader -> reader.due(T, null, 10, unnamed -> {})))
                    .as("not yet")
                    .isEmpty();
            assertThat(storage.<List<AccountId>>read(reader -> reader.due(T.plusSeconds(1), null, 10, unnamed -> {})))
                    .containsExactly(ID);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    @DisplayName("Rows that are changed are changed in every field that may change, and in no other row")
    void changes() {
        write(storage);
        AccountId other = Samples.funded(storage, "user:bystander", 5);
        Account bystander = Samples.account(storage, other);
        Account account = new Account(
                ID,
                UNIT,
                null,
                Funding.METERED,
                AccountStatus.FROZEN,
                true,
                "starter's",
                -7,
                new Totals(-7, 9, 1, 2, 3, 50, 44, -6),
                8,
                9,
                3,
                2,
                T.plusSeconds(5),
                Hash.of(new byte[32]));
        Lot lot = lots().get(0).with(1, 0).begun();
        Hold hold = new Hold(
                id("hold"),
                AccountId.of("user:1/a"),
                ID,
                PATH,
                key("hold"),
                UNIT,
                30,
                20,
                10,
                List.of(),
                T,
                T.plusSeconds(1),
                T.plusSeconds(2),
                Hold.State.LAPSED,
                new IdempotencyKey("@lapse:hold"),
                null);
        storage.transact(loader -> {
            loader.load(Samples.plan(ID, other));
            return new Changes()
                    .account(account)
                    .lot(lot)
                    .hold(hold)
                    .entry(entry(2, 0, "second"))
                    .reversal(new Reversal(id("first"), 9, 9))
                    .toChangeSet();
        });
        Loaded loaded = storage.read(reader -> reader.load(everything()));
        assertThat(loaded.accounts()).containsExactly(account);
        assertThat(loaded.lots()).contains(lot).doesNotContain(lots().get(0));
        assertThat(loaded.holds()).contains(hold);
        assertThat(loaded.reversals()).containsExactly(new Reversal(id("first"), 9, 9));
        assertThat(Samples.account(storage, other)).isEqualTo(bystander);
    }

    @Test
    @DisplayName(
            "What an account is under, whose credits it spends, its plan and its limits change with an entry that says"
                    + " so")
    void settings() {
        write(storage);
        AccountId parent = Samples.funded(storage, "user:parent", 5);
        for (EntryKind kind :
                List.of(EntryKind.MOVE, EntryKind.FUND, EntryKind.STOP, EntryKind.PLAN, EntryKind.LIMIT)) {
            long seq = Samples.account(storage, ID).seq() + 1;
            Account changed = new Account(
                    ID,
                    UNIT,
                    seq % 2 == 0 ? parent : null,
                    seq % 2 == 0 ? Funding.PARENT : Funding.OWN,
                    AccountStatus.OPEN,
                    seq % 2 == 0,
                    seq % 2 == 0 ? null : "p" + seq,
                    -7,
                    Totals.ZERO,
                    0,
                    9,
                    (int) seq,
                    seq,
                    T,
                    Hash.of(new byte[32]));
            storage.transact(loader -> {
                loader.load(Samples.plan(ID));
                return new Changes()
                        .account(changed)
                        .entry(Samples.withKind(entry(seq, 0, "e" + seq), kind))
                        .toChangeSet();
            });
            assertThat(Samples.account(storage, ID)).as("%s", kind).isEqualTo(changed);
        }
        assertThat(storage.<List<Account>>read(reader -> reader.children(parent, null, 9)))
                .extracting(Account::id)
                .containsExactly(ID);
    }

    @Test
    @DisplayName("Limits change in every field, and usage is added to what is there")
    void limitsAndUsage() {
        write(storage);
        LimitTerms terms = LimitTerms.USUAL.in(ZoneId.of("Asia/Tokyo"));
        Limit month = new Limit(ID, UNIT, Window.MONTH, 3, terms, T.plusSeconds(9), 8, 7, 9, 6, 5);
        Usage some = new Usage(ID, "chat", Usage.slot(T), 5);
        Usage plain = new Usage(ID, null, Usage.slot(T), 2);
        for (long seq = 2; seq <= 3; seq++) {
            long number = seq;
            storage.transact(loader -> {
                loader.load(Samples.plan(ID));
                return new Changes()
                        .limit(month)
                        .usage(some)
                        .usage(plain)
                        .entry(entry(number, 0, "e" + number))
                        .toChangeSet();
            });
        }
        List<Limit> stored = new ArrayList<>();
        storage.read(reader -> {
            reader.eachLimit(List.of(ID), stored::add);
            return stored;
        });
        assertThat(stored).containsExactlyInAnyOrder(month, limits().get(1));
        List<Usage> found = new ArrayList<>();
        storage.read(reader -> {
            reader.eachUsage(List.of(ID), Usage.slot(T), Usage.slot(T).plusSeconds(900), found::add);
            reader.eachUsage(List.of(ID), Instant.EPOCH, Usage.slot(T), found::add);
            return found;
        });
        assertThat(found).containsExactly(new Usage(ID, null, some.slot(), 4), new Usage(ID, "chat", some.slot(), 10));
    }

    @Test
    @DisplayName("Hundreds of rows in one unit, over many accounts, with and without each optional field")
    void manyAtOnce() {
        List<AccountId> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(AccountId.of("user:" + i));
        }
        storage.transact(loader -> {
            Changes changes = new Changes();
            for (AccountId id : ids) {
                ChangeSet open = Samples.open(id, null);
                changes.opened(open.opened().get(0)).entry(open.entries().get(0));
            }
            return changes.toChangeSet();
        });
        LoadPlan plan = Samples.plan(ids.toArray(AccountId[]::new));
        storage.transact(loader -> {
            Changes changes = new Changes();
            for (Account account : loader.load(plan).accounts()) {
                ChangeSet grant =
                        Samples.grant(account, 1 + account.id().value().length(), "grant");
                changes.account(grant.accounts().get(0)).newLot(grant.newLots().get(0));
                changes.entry(grant.entries().get(0));
            }
            return changes.toChangeSet();
        });
        Loaded loaded = storage.read(reader -> reader.load(plan));
        assertThat(loaded.accounts())
                .hasSize(60)
                .allMatch(a -> a.totals().available() == 1 + a.id().value().length());
        assertThat(loaded.lots())
                .hasSize(60)
                .allMatch(lot -> lot.amount() == 1 + lot.account().value().length());
    }

    @Test
    @DisplayName("A plan too long to be sent in one go is loaded all the same")
    void longPlans() {
        Samples.funded(storage, "user:1", 5);
        Set<AccountId> many = new java.util.HashSet<>();
        for (int i = 0; i < 400; i++) {
            many.add(AccountId.of("user:" + i + "x".repeat(150)));
        }
        many.add(AccountId.of("user:1"));
        storage.transact(loader -> {
            LoadPlan plan = LoadPlan.of(many, T).transactions(Set.of(id("x"))).holds(Set.of(id("y")));
            assertThat(loader.load(plan).accounts()).hasSize(1);
            return ChangeSet.NOTHING;
        });
    }

    private static void write(Storage storage) {
        storage.transact(loader -> {
            Changes changes = new Changes()
                    .opened(account())
                    .entry(entry(1, 0, "first"))
                    .newHold(hold("hold", Hold.State.OPEN))
                    .newReversal(new Reversal(id("first"), 9, 4));
            lots().forEach(changes::newLot);
            limits().forEach(changes::newLimit);
            lines().forEach(changes::line);
            return changes.toChangeSet();
        });
    }

    private static void readBack(Storage storage) {
        Loaded loaded = storage.read(reader -> reader.load(everything()));
        assertThat(loaded.accounts()).containsExactly(account());
        assertThat(loaded.lots())
                .containsOnlyOnceElementsOf(lots().subList(0, 2))
                .contains(lots().get(2));
        assertThat(loaded.holds()).containsExactly(hold("hold", Hold.State.OPEN));
        assertThat(loaded.entries()).containsExactly(entry(1, 0, "first"));
        assertThat(loaded.entries().get(0).hash())
                .isEqualTo(loaded.entries().get(0).hashAfter(Hash.GENESIS));
        assertThat(loaded.reversals()).containsExactly(new Reversal(id("first"), 9, 4));
        assertThat(loaded.limits()).containsExactlyInAnyOrderElementsOf(limits());
        assertThat(loaded.lines()).containsExactlyInAnyOrderElementsOf(lines());
    }

    private static LoadPlan everything() {
        return LoadPlan.of(Set.of(ID), T.minusSeconds(1000))
                .transactions(Set.of(id("first")))
                .holds(Set.of(id("hold")))
                .lots(Set.of(new LotRef(ID, 3)))
                .limits(Set.of(ID))
                .subjects(Set.of(new Subject("rates", "A/B")))
                .lines(Set.of(UpTo.end("prices")));
    }

    private static Account account() {
        return new Account(
                ID,
                UNIT,
                null,
                Funding.METERED,
                AccountStatus.OPEN,
                true,
                "starter's",
                Long.MIN_VALUE + 1,
                new Totals(Long.MIN_VALUE + 1, 0, 0, Long.MAX_VALUE, 0, 5, 5, -3),
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                3,
                1,
                T,
                entry(1, 0, "first").hash());
    }

    /** With everything, with nothing, and one that is used up. */
    private static List<Lot> lots() {
        CostBasis cost =
                new CostBasis(Money.of("123456789012345678901234567890.000000000000001", "JPY"), Long.MAX_VALUE);
        CostBasis free = new CostBasis(Money.of("0", null), 1);
        return List.of(
                new Lot(ID, 1, Source.GIFT, 1000, T.plusSeconds(1), T.plusSeconds(9), cost, T, true, 9, 4, 5, false),
                new Lot(ID, 2, Source.FREE, 0, null, null, null, T, false, Long.MAX_VALUE, Long.MAX_VALUE, 0, true),
                new Lot(ID, 3, Source.PAID, 0, null, T.plusSeconds(1), free, T, true, 1, 0, 0, true));
    }

    /** With everything, and with nothing. */
    private static List<Limit> limits() {
        LimitTerms all = new LimitTerms(ZoneId.of("Asia/Kathmandu"), 31, true, T.plusSeconds(7), "it's pro");
        return List.of(
                new Limit(ID, UNIT, Window.MONTH, Long.MAX_VALUE, all, T, 1, 2, Integer.MAX_VALUE, Long.MAX_VALUE, 4),
                new Limit(ID, UNIT, Window.NONE, Limit.LIFTED, LimitTerms.USUAL, Instant.EPOCH, 0, 0, 0, 0, 0));
    }

    private static Hold hold(String name, Hold.State state) {
        return new Hold(
                id(name),
                PATH.get(0),
                ID,
                PATH,
                key(name),
                UNIT,
                30,
                1,
                2,
                List.of(new Hold.Part(0, 20), new Hold.Part(1, 7)),
                T,
                T.plusSeconds(1),
                T.plusSeconds(2),
                state,
                null,
                null);
    }

    private static Entry entry(long seq, int leg, String name) {
        Lot opened = lots().get(0);
        return new Entry(
                        ID,
                        UNIT,
                        seq,
                        id(name),
                        leg,
                        EntryKind.CONVERT,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        -5,
                        Long.MAX_VALUE,
                        List.of(new LotMove(1, 9, 0, opened), new LotMove(0, -1, 1, null)),
                        "@converted",
                        key("hold"),
                        key("re'versed"),
                        Long.MAX_VALUE,
                        memo(name),
                        T,
                        T.minusSeconds(1),
                        new Route(
                                PATH,
                                T.minusSeconds(5000),
                                List.of(new Shadow(PATH.get(1), Window.DAY, 7), new Shadow(ID, Window.NONE, 8)),
                                List.of(new Pardons(ID, Window.WEEK, 3))),
                        new Amendment("limit DAY", null, "a \"b\"\n c"),
                        null,
                        Hash.GENESIS)
                .chainedTo(Hash.GENESIS);
    }

    private static Memo memo(String name) {
        return Memo.key(name)
                .by("ad\u00fcmin 'x'")
                .because("line\nbreak\t\"quoted\" {}, NULL \\ \u26a1\ud834\udd1e")
                .feature("chat")
                .metadata(Map.of("n", "NULL", "e", "", "q", "\"\\,{}"))
                .happened(T.minusSeconds(99));
    }

    /** With everything, and with nothing. */
    private static List<LogLine> lines() {
        Actor admin = Actor.of("ad\u00fcmin 'x'");
        LogLine.Content rate = new LogLine.Content("RATE", "A/B", T, 1, "0.000000000000000001");
        LogLine first = LogHead.empty("rates").next(rate, admin, "line\nbreak \\ \u26a1\ud834\udd1e", T);
        LogLine.Content gone = new LogLine.Content("CARD", "a'b\"{}", T.plusSeconds(1), Integer.MAX_VALUE, null);
        return List.of(first, LogHead.empty("prices").next(gone, admin, "NULL", T));
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.of(name);
    }

    private static TransactionId id(String name) {
        return TransactionId.of(ID, key(name));
    }

    private DataSource inZone(String zone) {
        String setting = engine == Engine.H2 ? "SET TIME ZONE '" + zone + "'" : "SET TimeZone = '" + zone + "'";
        return new UrlSource() {
            @Override
            public java.sql.Connection getConnection() throws java.sql.SQLException {
                java.sql.Connection connection = source.getConnection();
                Sql.run(connection, setting);
                return connection;
            }
        };
    }
}
