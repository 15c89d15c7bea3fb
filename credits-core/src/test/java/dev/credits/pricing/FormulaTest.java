package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** credits = cost / value of one credit × (1 + margin / 100). */
@Tag("P1")
class FormulaTest {
    @Test
    @DisplayName(
            "P1: 2,000 in and 1,000 out at $3 and $15 a million, $0.01 a credit and 60 %, are exactly 3.36 credits")
    void theKnownExample() {
        // 2,000 × 3/1M + 1,000 × 15/1M = 0.006 + 0.015 = 0.021 USD; / 0.01 = 2.1 credits; × 1.6 = 3.36
        Quote quote = Desk.with(Desk.sonnet()).quote(Ask.model("sonnet", Usage.tokens(2_000, 1_000)));

        assertThat(quote.cost()).isEqualTo(Money.of("0.021", "USD"));
        assertThat(quote.credits()).isEqualTo(Desk.credits("3.36"));
    }
}
