package dev.credits.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.money.CreditUnit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("L8")
@DisplayName("L8: two entries that differ have two hashes")
class EntryHashTest {
    private static final Instant T = Instant.parse("2026-01-01T12:00:00Z");
    private static final AccountId USER = AccountId.of("user:1");

    @Test
    void bytesOfTheRouteMovedIntoTheFingerprint() {
        Route route = new Route(List.of(AccountId.of("user:1/ab")), null, List.of(), List.of());
        byte[] print = new byte[18];
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        text(both, "route");
        number(both, 1);
        text(both, "user:1/ab");
        number(both, Long.MIN_VALUE);
        number(both, 0);
        both.writeBytes(print);

        Entry honest = entry(List.of(), route, print);
        Entry forged = entry(List.of(), Route.DIRECT, both.toByteArray());
        assertThat(forged.hashAfter(Hash.GENESIS)).isNotEqualTo(honest.hashAfter(Hash.GENESIS));
    }

    @Test
    void whatAnOpenedLotHasLeftAndHeld() {
        Entry honest = entry(List.of(opening(10, 0)), Route.DIRECT, new byte[18]);
        assertThat(entry(List.of(opening(9, 0)), Route.DIRECT, new byte[18]).hashAfter(Hash.GENESIS))
                .isNotEqualTo(honest.hashAfter(Hash.GENESIS));
        assertThat(entry(List.of(opening(10, 1)), Route.DIRECT, new byte[18]).hashAfter(Hash.GENESIS))
                .isNotEqualTo(honest.hashAfter(Hash.GENESIS));
    }

    @Test
    void aBrokenCharacterAndTheOneThatStandsForIt() {
        Entry broken = amended(new Amendment("plan", null, "\ud800"));
        Entry replaced = amended(new Amendment("plan", null, "?"));
        assertThat(broken.hashAfter(Hash.GENESIS)).isNotEqualTo(replaced.hashAfter(Hash.GENESIS));
    }

    private static LotMove opening(long remaining, long held) {
        Lot lot = new Lot(USER, 1, Source.PAID, 50, null, null, null, T, false, 10, remaining, held, true);
        return new LotMove(1, 10, 0, lot);
    }

    private static Entry amended(Amendment amendment) {
        Entry entry = entry(List.of(), Route.DIRECT, new byte[18]);
        return new Entry(
                USER,
                entry.unit(),
                1,
                entry.transaction(),
                0,
                EntryKind.PLAN,
                0,
                0,
                0,
                0,
                List.of(),
                null,
                null,
                null,
                0,
                entry.memo(),
                T,
                null,
                Route.DIRECT,
                amendment,
                entry.fingerprint(),
                Hash.GENESIS);
    }

    private static Entry entry(List<LotMove> moves, Route route, byte[] fingerprint) {
        Memo memo = Memo.key("k").metadata(Map.of("a", "b"));
        return new Entry(
                USER,
                CreditUnit.CREDIT,
                1,
                TransactionId.of(USER, memo.key()),
                0,
                EntryKind.GRANT,
                10,
                0,
                10,
                0,
                moves,
                "@issued",
                null,
                null,
                0,
                memo,
                T,
                null,
                route,
                null,
                Fingerprint.of(fingerprint),
                Hash.GENESIS);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, long value) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
}
