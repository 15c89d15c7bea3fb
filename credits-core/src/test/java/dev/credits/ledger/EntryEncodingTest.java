package dev.credits.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import dev.credits.text.Digest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Any two entries that differ are hashed as different bytes. */
@Tag("L8")
@Label("L8: the bytes an entry is hashed as can be read in one way only")
class EntryEncodingTest {
    private static final AccountId USER = AccountId.of("user:1");
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");

    @Property
    @Label("L8: whatever an entry says can be read back from the bytes it is hashed as")
    void isReadBack(@ForAll("entries") Entry entry) {
        assertThat(new EncodingReader(encoded(entry)).entry()).isEqualTo(entry);
    }

    @Property
    @Label("L8: no two different entries are the same bytes")
    void twoEntries(@ForAll("entries") Entry one, @ForAll("entries") Entry other) {
        assertThat(Arrays.equals(encoded(one), encoded(other))).isEqualTo(one.equals(other));
    }

    @Property
    @Label("L8: characters moved from one field to the next change the bytes")
    void shifted(@ForAll("words") String left, @ForAll("words") String right) {
        List<Entry> before = neighbours(left, right);
        for (int cut = 1; cut < left.length(); cut++) {
            List<Entry> after = neighbours(left.substring(0, cut), left.substring(cut) + right);
            for (int i = 0; i < before.size(); i++) {
                assertThat(encoded(after.get(i))).isNotEqualTo(encoded(before.get(i)));
            }
        }
    }

    @Property
    @Label("L8: the same text in another field is other bytes")
    void placed(@ForAll("words") String text) {
        List<Entry> entries = new ArrayList<>(neighbours(text, null));
        entries.addAll(neighbours(null, text));
        for (Entry one : entries) {
            for (Entry other : entries) {
                assertThat(Arrays.equals(encoded(one), encoded(other))).isEqualTo(one.equals(other));
            }
        }
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("ab \u00e9\u20ac@:=,0")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(word -> "k" + word + "k");
    }

    @Provide
    Arbitrary<Entry> entries() {
        Arbitrary<Long> numbers = Arbitraries.longs();
        Arbitrary<long[]> figures = numbers.array(long[].class).ofSize(8);
        Arbitrary<@Nullable String> maybe = words().injectNull(0.5);
        return Combinators.combine(
                        words(), figures, moves(), maybe.list().ofSize(6), memos(), routes(), instants(), prints())
                .as(EntryEncodingTest::entry);
    }

    private static Entry entry(
            String account,
            long[] figures,
            List<LotMove> moves,
            List<@Nullable String> texts,
            Memo memo,
            Route route,
            @Nullable Instant due,
            @Nullable Fingerprint fingerprint) {
        String what = texts.get(3);
        return new Entry(
                AccountId.of(account),
                new CreditUnit("U" + Math.floorMod(figures[7], 100), Math.floorMod((int) figures[7], 10)),
                figures[0],
                new TransactionId(new UUID(figures[1], figures[2])),
                (int) figures[3] & 0xFF,
                EntryKind.values()[Math.floorMod(figures[3], EntryKind.values().length)],
                figures[4],
                figures[5],
                figures[6],
                figures[7],
                moves,
                texts.get(0),
                key(texts.get(1)),
                key(texts.get(2)),
                figures[2],
                memo,
                T.plusNanos(figures[0] >>> 1),
                due,
                route,
                what == null ? null : new Amendment(what, texts.get(4), texts.get(5)),
                fingerprint,
                Hash.GENESIS);
    }

    private Arbitrary<@Nullable Instant> instants() {
        return Arbitraries.longs()
                .between(0, 4_000_000_000_000_000L)
                .<@Nullable Instant>map(micros -> T.plusNanos(micros * 1000))
                .injectNull(0.4);
    }

    private Arbitrary<Memo> memos() {
        Arbitrary<@Nullable String> maybe = words().injectNull(0.5);
        return Combinators.combine(
                        words(),
                        words(),
                        maybe,
                        maybe,
                        Arbitraries.maps(words(), words()).ofMaxSize(3),
                        instants())
                .as((key, by, reason, feature, metadata, happened) ->
                        new Memo(new IdempotencyKey(key), new Actor(by), reason, feature, metadata, happened));
    }

    private Arbitrary<Route> routes() {
        Arbitrary<Shadow> shadows = Combinators.combine(words(), Arbitraries.of(Window.class), Arbitraries.longs())
                .as((account, window, excess) -> new Shadow(AccountId.of(account), window, excess));
        Arbitrary<Pardons> pardons = Combinators.combine(words(), Arbitraries.of(Window.class), Arbitraries.integers())
                .as((account, window, times) -> new Pardons(AccountId.of(account), window, times));
        return Combinators.combine(
                        words().map(AccountId::of).list().ofMaxSize(3),
                        instants(),
                        shadows.list().ofMaxSize(2),
                        pardons.list().ofMaxSize(2))
                .as(Route::new);
    }

    private Arbitrary<List<LotMove>> moves() {
        Arbitrary<Lot> lots = Combinators.combine(
                        words(),
                        Arbitraries.of(Source.class),
                        Arbitraries.longs().array(long[].class).ofSize(4),
                        instants(),
                        instants())
                .as((account, source, figures, starts, expires) -> new Lot(
                        AccountId.of(account),
                        (int) figures[0],
                        source,
                        (int) figures[1],
                        starts,
                        expires,
                        cost(figures[2]),
                        T,
                        figures[2] > 0,
                        figures[1],
                        figures[2],
                        figures[3],
                        figures[3] > 0));
        return Combinators.combine(
                        Arbitraries.integers(), Arbitraries.longs(), Arbitraries.longs(), lots.injectNull(0.5))
                .as(LotMove::new)
                .list()
                .ofMaxSize(3);
    }

    private static @Nullable CostBasis cost(long figure) {
        if (figure <= 0) {
            return null;
        }
        Currency currency = figure % 3 == 0 ? null : Currency.getInstance(figure % 3 == 1 ? "USD" : "EUR");
        return new CostBasis(new Money(BigDecimal.valueOf(figure, (int) (figure % 7)), currency), figure);
    }

    private Arbitrary<@Nullable Fingerprint> prints() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(9)
                .ofMaxSize(20)
                .<@Nullable Fingerprint>map(half -> Fingerprint.of(Arrays.copyOf(half, half.length * 2)))
                .injectNull(0.3);
    }

    /** Entries in which two texts stand in fields that are next to each other, and nothing else differs. */
    private static List<Entry> neighbours(@Nullable String left, @Nullable String right) {
        String key = left == null ? "key" : left;
        String by = right == null ? "by" : right;
        return List.of(
                plain(left, right, null, memo("key", "by", null, null, Map.of()), null),
                plain(null, left, right, memo("key", "by", null, null, Map.of()), null),
                plain(null, null, left, memo(by, "by", null, null, Map.of()), null),
                plain(null, null, null, memo(key, by, null, null, Map.of()), null),
                plain(null, null, null, memo("key", key, right, null, Map.of()), null),
                plain(null, null, null, memo("key", "by", left, right, Map.of()), null),
                plain(
                        null,
                        null,
                        null,
                        memo("key", "by", null, left, right == null ? Map.of() : Map.of(right, "v")),
                        null),
                plain(null, null, null, memo("key", "by", null, null, Map.of(key, by)), null),
                plain(null, null, null, memo("key", "by", null, null, Map.of()), new Amendment(key, right, null)),
                plain(null, null, null, memo("key", "by", null, null, Map.of()), new Amendment("what", left, right)));
    }

    private static Memo memo(
            String key, String by, @Nullable String reason, @Nullable String feature, Map<String, String> metadata) {
        return new Memo(new IdempotencyKey(key), new Actor(by), reason, feature, metadata, null);
    }

    private static Entry plain(
            @Nullable String counterparty,
            @Nullable String hold,
            @Nullable String reverses,
            Memo memo,
            @Nullable Amendment amendment) {
        return new Entry(
                USER,
                CreditUnit.CREDIT,
                1,
                new TransactionId(new UUID(1, 2)),
                0,
                EntryKind.GRANT,
                1,
                0,
                1,
                0,
                List.of(),
                counterparty,
                key(hold),
                key(reverses),
                0,
                memo,
                T,
                null,
                Route.DIRECT,
                amendment,
                null,
                Hash.GENESIS);
    }

    private static @Nullable IdempotencyKey key(@Nullable String text) {
        return text == null ? null : new IdempotencyKey(text);
    }

    private static byte[] encoded(Entry entry) {
        Digest digest = Digest.sha256();
        EntryEncoding.write(entry, digest);
        return digest.written();
    }
}
