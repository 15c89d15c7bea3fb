package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.ledger.Memo;
import dev.credits.money.InvalidInputException;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receipts as metadata of the entries they are for. */
@Tag("P3")
class ReceiptTest {
    @Test
    @DisplayName("P3: a receipt is kept in metadata, in as many pairs as it needs, and read back whole")
    void metadata() {
        Desk desk = Desk.with(Desk.sonnet());
        Receipt small =
                desk.quote(Ask.model("sonnet", Usage.tokens(2_000, 1_000))).receipt();
        assertThat(small.toMetadata()).containsOnlyKeys("receipt");
        assertThat(Receipt.ofMetadata(small.toMetadata())).contains(small);
        assertThat(Receipt.ofMetadata(Map.of("trace", "t-1"))).isEmpty();

        // 30 features of 18 characters and more, some of them of two units each
        String[] features = IntStream.range(0, 30)
                .mapToObj(i -> "feature-\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00-" + i)
                .toArray(String[]::new);
        for (String feature : features) {
            desk.publish(new FixedPrice(feature, Desk.credits("1")));
        }
        Receipt large = desk.quote(Ask.features(features)).receipt();
        Map<String, String> pieces = large.toMetadata();
        assertThat(pieces).hasSizeGreaterThan(1).containsKeys("receipt", "receipt.2");
        assertThat(Memo.key("k").metadata(pieces).metadata()).isEqualTo(pieces);
        assertThat(Receipt.ofMetadata(pieces)).contains(large);
    }

    @Test
    @DisplayName("P3: a question too long to be kept is refused by name")
    void tooLong() {
        Desk desk = Desk.empty();
        String[] features =
                IntStream.range(0, 50).mapToObj(i -> "f".repeat(90) + i).toArray(String[]::new);
        for (String feature : features) {
            desk.publish(new FixedPrice(feature, Desk.credits("1")));
        }
        Ask ask = Ask.features(features)
                .customerTier("t".repeat(200))
                .with("m".repeat(200))
                .with("n".repeat(200));
        for (int i = 0; i < 10; i++) {
            ask = ask.with(i + "o".repeat(190));
        }
        Receipt receipt = desk.quote(ask).receipt();

        assertThatThrownBy(receipt::toMetadata)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ask is");
    }
}
