package dev.credits.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Pricing.Reason;
import dev.credits.pricing.Publication.Code;
import dev.credits.pricing.Publication.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which margin applies, and how it is set. */
@Tag("P3")
class MarginTest {
    // 0.021 USD are 2.1 credits at cost
    private static final Ask ASK = Ask.model("sonnet", Usage.tokens(2_000, 1_000));

    private static Desk desk() {
        Desk desk = Desk.empty();
        desk.publish(CreditValue.of("0.01", "USD"), Desk.sonnet());
        return desk;
    }

    @Test
    @DisplayName("P3: the most specific rule wins: tier over feature over model over provider over default")
    void mostSpecific() {
        Desk desk = desk();
        Ask full = ASK.feature("chat").customerTier("gold");
        // each wins over all before it; 2.1 × (1 + m/100)
        List<MarginRule> rising = List.of(
                MarginRule.of("10"),
                MarginRule.of("20").provider("anthropic"),
                MarginRule.of("30").model("sonnet"),
                MarginRule.of("40").model("sonnet").provider("anthropic"),
                MarginRule.of("50").feature("chat"),
                MarginRule.of("60").feature("chat").provider("anthropic"),
                MarginRule.of("70").feature("chat").model("sonnet"),
                MarginRule.of("80").feature("chat").model("sonnet").provider("anthropic"),
                MarginRule.of("90").customerTier("gold"),
                MarginRule.of("100").customerTier("gold").provider("anthropic"),
                MarginRule.of("110").customerTier("gold").model("sonnet"),
                MarginRule.of("120").customerTier("gold").model("sonnet").provider("anthropic"),
                MarginRule.of("130").customerTier("gold").feature("chat"),
                MarginRule.of("140").customerTier("gold").feature("chat").provider("anthropic"),
                MarginRule.of("150").customerTier("gold").feature("chat").model("sonnet"),
                MarginRule.of("160")
                        .customerTier("gold")
                        .feature("chat")
                        .model("sonnet")
                        .provider("anthropic"));
        List<String> credits = new ArrayList<>();
        for (MarginRule rule : rising) {
            desk.publish(rule);
            assertThat(desk.quote(full).margin()).isEqualTo(rule);
            credits.add(desk.credits(full));
        }

        assertThat(credits)
                .containsExactly(
                        "2.31", "2.52", "2.73", "2.94", "3.15", "3.36", "3.57", "3.78", "3.99", "4.2", "4.41", "4.62",
                        "4.83", "5.04", "5.25", "5.46");
        // a request that matches less takes the most specific that it does match
        assertThat(desk.credits(ASK)).isEqualTo("2.94");
        assertThat(desk.credits(ASK.feature("chat"))).isEqualTo("3.78");
        assertThat(desk.credits(ASK.feature("other").customerTier("gold"))).isEqualTo("4.62");
        assertThat(desk.credits(ASK.customerTier("silver"))).isEqualTo("2.94");
    }

    @Test
    @DisplayName("P3: the same wins, in whatever order the rules are published")
    void orderDoesNotMatter() {
        Desk one = desk();
        one.publish(MarginRule.of("50").feature("chat"), MarginRule.of("30").model("sonnet"), MarginRule.of("10"));
        Desk other = desk();
        other.publish(
                MarginRule.of("10"),
                MarginRule.of("30").model("sonnet"),
                MarginRule.of("50").feature("chat"));

        assertThat(one.credits(ASK.feature("chat"))).isEqualTo("3.15").isEqualTo(other.credits(ASK.feature("chat")));
    }

    @Test
    @DisplayName("P3: no rule, no price: a margin of zero is never assumed")
    void noMargin() {
        Desk desk = desk();

        assertThat(desk.refused(ASK).reason()).isEqualTo(Reason.NO_MARGIN);
        desk.publish(MarginRule.of("20").feature("chat"));
        assertThat(desk.refused(ASK).reason()).isEqualTo(Reason.NO_MARGIN);
        assertThat(desk.credits(ASK.feature("chat"))).isEqualTo("2.52");
    }

    @Test
    @DisplayName("P3: zero and negative margins only where they are meant; -100 and below never")
    void belowCost() {
        Desk desk = desk();

        assertThatThrownBy(() -> MarginRule.of("0"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("explicit");
        assertThatThrownBy(() -> MarginRule.of("-10")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MarginRule.belowCost("-100")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MarginRule.of("1000001")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> MarginRule.of("0.0000001")).isInstanceOf(InvalidInputException.class);

        desk.publish(MarginRule.belowCost("0"));
        assertThat(desk.credits(ASK)).isEqualTo("2.1");
        desk.publish(MarginRule.belowCost("-50").customerTier("friends"));
        assertThat(desk.credits(ASK.customerTier("friends"))).isEqualTo("1.05");
        // 2.1 × 1.333333 = 2.7999993
        desk.publish(MarginRule.of("33.3333").customerTier("odd"));
        assertThat(desk.credits(ASK.customerTier("odd"))).isEqualTo("2.8");
    }

    @Test
    @DisplayName("P3: a tie is refused when it is set, at once and for the future")
    void ties() {
        Desk desk = desk();
        desk.publish(MarginRule.of("20").feature("chat"));

        Publication again =
                desk.book.publish(PriceChange.set(MarginRule.of("30").feature("chat")), Desk.ADMIN, "again");
        assertThat(((Refused) again).code()).isEqualTo(Code.TIE);

        List<PriceChange> two = List.of(
                PriceChange.set(MarginRule.of("40").feature("x")),
                PriceChange.set(MarginRule.of("50").feature("x")));
        assertThat(((Refused) desk.book.publish(two, Desk.ADMIN, "two")).code()).isEqualTo(Code.TIE);

        PriceChange later = PriceChange.set(MarginRule.of("60").feature("chat")).from(Desk.START.plusSeconds(60));
        desk.book.publish(later, Desk.ADMIN, "later").orElseThrow();
        assertThat(((Refused) desk.book.publish(later, Desk.ADMIN, "later")).code())
                .isEqualTo(Code.TIE);
        assertThat(desk.credits(ASK.feature("chat"))).isEqualTo("2.52");
    }

    @Test
    @DisplayName("P3: margins are dated and withdrawn; who set them and why is kept")
    void datedAndAudited() {
        Desk desk = desk();
        desk.publish(MarginRule.of("10"), MarginRule.of("60").model("sonnet"));
        PriceChange change =
                PriceChange.set(MarginRule.of("110").model("sonnet")).from(Desk.START.plus(Duration.ofDays(2)));
        desk.book
                .publish(change, dev.credits.ledger.Actor.of("bob"), "the model became popular")
                .orElseThrow();

        assertThat(desk.pass(Duration.ofDays(1)).credits(ASK)).isEqualTo("3.36");
        assertThat(desk.pass(Duration.ofDays(1)).credits(ASK)).isEqualTo("4.41");
        PriceVersion used = desk.quote(ASK).versions().stream()
                .filter(version -> version.kind() == PriceKind.MARGIN)
                .findFirst()
                .orElseThrow();
        assertThat(used.by().name()).isEqualTo("bob");
        assertThat(used.reason()).isEqualTo("the model became popular");
        assertThat(used.at()).isEqualTo(Desk.START);

        desk.pass(Duration.ofSeconds(1));
        desk.book
                .publish(PriceChange.withdraw(PriceKind.MARGIN, "model=sonnet"), Desk.ADMIN, "no more")
                .orElseThrow();
        assertThat(desk.credits(ASK)).isEqualTo("2.31");
        assertThat(desk.book.newest(PriceKind.MARGIN, 10))
                .extracting(version -> version.number() + " " + version.subject() + " " + (version.item() != null))
                .containsExactly(
                        "6 model=sonnet false", "5 model=sonnet true", "4 model=sonnet true", "3 default true");
    }

    @Test
    @DisplayName("P3: names that look like other names are told apart")
    void hostileNames() {
        Desk desk = desk();
        desk.publish(MarginRule.of("10"), MarginRule.of("90").feature("x,model=sonnet"));

        assertThat(desk.credits(ASK.feature("x"))).isEqualTo("2.31");
        assertThat(desk.credits(ASK.feature("x,model=sonnet"))).isEqualTo("3.99");
        assertThat(MarginRule.of("1").feature("a%2C").subject())
                .isNotEqualTo(MarginRule.of("1").feature("a,").subject());
        assertThatThrownBy(() -> MarginRule.of("1").feature(" ")).isInstanceOf(InvalidInputException.class);
    }
}
