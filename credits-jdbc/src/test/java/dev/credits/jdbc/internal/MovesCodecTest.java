package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.Source;
import dev.credits.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("L8: what is stored of moves and parts comes back exactly, or the chain would break")
@Tag("L8")
class MovesCodecTest {
    private static final AccountId ACCOUNT = AccountId.of("user:1");
    private static final Instant NOW = Instant.parse("2026-02-28T23:59:59.999999Z");

    @Test
    void movesWithoutALot() {
        roundTrip("");
        roundTrip("1:-5:5", new LotMove(1, -5, 5, null));
        roundTrip(
                "0:-9223372036854775808:9223372036854775807;7:1:0",
                new LotMove(LotMove.OVERDRAFT, Long.MIN_VALUE, Long.MAX_VALUE, null),
                new LotMove(7, 1, 0, null));
    }

    @Test
    void openedLotsWithEveryFieldAndWithNone() {
        Lot full = lot(3, NOW, NOW.plusSeconds(1), new CostBasis(Money.of("0.000000000000001", "USD"), 7), true);
        Lot bare = lot(4, null, null, null, false);
        Lot noCurrency = lot(5, null, NOW, new CostBasis(Money.of("1000000", null), Long.MAX_VALUE), false);
        roundTrip(
                "3:100:0=PAID,50,1772323199999999,1772323200999999,1772323199999999,100,90,10,1,0,0.000000000000001,USD,7"
                        + ";4:0:0=PAID,50,,,1772323199999999,100,90,10,0,1,,,"
                        + ";5:1:2=PAID,50,,1772323199999999,1772323199999999,100,90,10,0,1,1000000,,9223372036854775807",
                new LotMove(3, 100, 0, full),
                new LotMove(4, 0, 0, bare),
                new LotMove(5, 1, 2, noCurrency));
    }

    @Test
    void anyMoves() {
        Random random = new Random(20260329);
        for (int round = 0; round < 2_000; round++) {
            List<LotMove> moves = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                int number = random.nextInt(Integer.MAX_VALUE);
                moves.add(new LotMove(number, random.nextLong(), random.nextLong(), anyLot(random, number)));
            }
            assertThat(MovesCodec.read(MovesCodec.write(moves), ACCOUNT)).isEqualTo(moves);
        }
    }

    @Test
    void partsOfHolds() {
        List<Hold.Part> parts = List.of(new Hold.Part(0, Long.MAX_VALUE), new Hold.Part(12, 3));
        assertThat(PartsCodec.write(parts)).isEqualTo("0:9223372036854775807,12:3");
        assertThat(PartsCodec.read(PartsCodec.write(parts))).isEqualTo(parts);
        assertThat(PartsCodec.read(PartsCodec.write(List.of()))).isEmpty();
    }

    @Test
    void whatWasTamperedWithIsNotRead() {
        for (String text : List.of("x", "1:2", ":1:2", "1:2:3=PAID,50", "1:2:3;", "1:2:3=PAID,50,,,,1,1,0,1,0,,,")) {
            assertThatThrownBy(() -> MovesCodec.read(text, ACCOUNT)).as(text).isInstanceOf(RuntimeException.class);
        }
        for (String text : List.of("1", "1:2,", "1:x")) {
            assertThatThrownBy(() -> PartsCodec.read(text)).as(text).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aMoveOpensItsOwnLotOnly() {
        Lot other = lot(2, null, null, null, true);
        assertThatThrownBy(() -> MovesCodec.write(List.of(new LotMove(1, 0, 0, other))))
                .hasMessage("a move of lot 1 opens lot 2");
    }

    private static void roundTrip(String text, LotMove... moves) {
        assertThat(MovesCodec.write(List.of(moves))).isEqualTo(text);
        assertThat(MovesCodec.read(text, ACCOUNT)).containsExactly(moves);
    }

    private static Lot lot(
            int number,
            @Nullable Instant starts,
            @Nullable Instant expires,
            @Nullable CostBasis cost,
            boolean started) {
        return new Lot(
                ACCOUNT, number, Source.PAID, 50, starts, expires, cost, NOW, starts == null, 100, 90, 10, started);
    }

    private static @Nullable Lot anyLot(Random random, int number) {
        if (random.nextBoolean()) {
            return null;
        }
        CostBasis cost = random.nextBoolean()
                ? null
                : new CostBasis(
                        Money.of(
                                random.nextInt(1_000_000) + "." + random.nextInt(1_000_000),
                                random.nextBoolean() ? "EUR" : null),
                        1 + random.nextInt(1_000_000));
        return new Lot(
                ACCOUNT,
                number,
                Source.values()[random.nextInt(Source.values().length)],
                random.nextInt(1001),
                anyTime(random),
                anyTime(random),
                cost,
                NOW,
                random.nextBoolean(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextBoolean());
    }

    private static @Nullable Instant anyTime(Random random) {
        return random.nextBoolean() ? null : Times.ofMicros(random.nextLong() >> 10);
    }
}
