package dev.credits.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.ledger.Actor;
import dev.credits.ledger.HandSetClock;
import dev.credits.money.Amount;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.Modifier;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceItem;
import dev.credits.pricing.Rate;
import dev.credits.pricing.RateCard;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that say what was used instead of what it comes to. */
class PricedLinesTest {
    private static final String JANUARY = "2026-01-01T00:00:00Z";
    private static final String CHARGE =
            "{\"op\":\"charge\",\"account\":\"user:1\",\"model\":\"chat\",\"usage\":{\"input\":1000000},\"key\":\"c-1\"}";

    static Stream<Arguments> runs() {
        return TestDatabase.kinds().flatMap(kind -> Stream.of(1, 100).map(batch -> Arguments.of(kind, batch)));
    }

    @ParameterizedTest(name = "{0}, {1} a commit")
    @MethodSource("runs")
    @Tag("P1")
    @Tag("P4")
    @DisplayName("P1 P4: quote, and model and usage in place of an amount: figures worked out beside the lines")
    void conversation(TestDatabase.Kind kind, int batch) throws IOException {
        TestDatabase database = kind.create();
        publish(
                database,
                "2025-12-01T00:00:00Z",
                chat("3"),
                CreditValue.of("0.01", "USD"),
                MarginRule.of("60"),
                MarginRule.of("20").customerTier("gold"),
                new FixedPrice("summary", Amount.of("5")));
        Conversation conversation = Conversation.named("prices");

        Cli.Run run = Cli.feed(
                conversation.input(), database.args("apply", "--manual-clock", JANUARY, "--batch", "" + batch));

        assertThat(run.err()).isEmpty();
        assertThat(run.lines().stream().map(Conversation::comparable).toList())
                .containsExactlyElementsOf(conversation.expected());
        assertThat(run.exitCode()).isEqualTo(conversation.exitCode());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("L4")
    @DisplayName("L4, class 17: a line sent again after the price has changed is a replay; another usage is a conflict")
    void repricedMeanwhile(TestDatabase.Kind kind) {
        TestDatabase database = kind.create();
        publish(database, "2025-12-01T00:00:00Z", chat("3"), CreditValue.of("0.01", "USD"), MarginRule.of("60"));
        String first = "{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o\"}\n"
                + "{\"op\":\"grant\",\"account\":\"user:1\",\"amount\":\"1000\",\"key\":\"g\"}\n" + CHARGE;
        // 1,000,000 tokens at 3 USD a million, a cent a credit, 60 %: 480 credits
        assertThat(apply(database, JANUARY, first).lines().get(2))
                .contains("\"status\":\"applied\"")
                .contains("\"available\":\"520\"");

        publish(database, JANUARY, chat("4"));
        Cli.Run again = apply(
                database,
                "2026-02-01T00:00:00Z",
                CHARGE + "\n" + CHARGE.replace("1000000", "2000000") + "\n" + CHARGE.replace("c-1", "c-2"));

        assertThat(again.lines().get(0)).contains("\"status\":\"replayed\"").contains("\"available\":\"520\"");
        assertThat(again.lines().get(1)).contains("\"status\":\"conflict\"").contains("\"field\":\"amount\"");
        // 640 credits by the new price
        assertThat(again.lines().get(2))
                .contains("\"code\":\"INSUFFICIENT_CREDITS\"")
                .contains("\"shortfall\":\"120\"");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("L4")
    @DisplayName(
            "L4: usage that costs nothing is booked with its receipt, and a retry after the price rose is a replay")
    void usageThatCostsNothing(TestDatabase.Kind kind) {
        TestDatabase database = kind.create();
        publish(database, "2025-12-01T00:00:00Z", chat("0"), CreditValue.of("0.01", "USD"), MarginRule.of("60"));
        String open = "{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o\"}\n";
        String rest = CHARGE + "\n" + CHARGE.replace("charge", "reserve").replace("c-1", "r-1") + "\n"
                + CHARGE.replace("charge", "settle").replace("c-1\"", "s-1\",\"hold\":\"r-1\"");
        assertThat(apply(database, JANUARY, open + rest).lines())
                .allSatisfy(line -> assertThat(line).contains("\"status\":\"applied\""));

        publish(database, JANUARY, chat("4"));
        assertThat(apply(database, "2026-02-01T00:00:00Z", rest).lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\"status\":\"replayed\""));
        String zero = "{\"op\":\"charge\",\"account\":\"user:1\",\"amount\":\"0\",\"key\":\"z\"}";
        assertThat(apply(database, "2026-02-01T00:00:00Z", zero).lines().get(0))
                .contains("\"status\":\"invalid\"", "\"field\":\"amount\"");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "P4: meta takes no name of the receipt's and none of the library's; what is referred to may be the library's")
    void namesAreReserved(TestDatabase.Kind kind) {
        TestDatabase database = kind.create();
        publish(database, "2025-12-01T00:00:00Z", chat("3"), CreditValue.of("0.01", "USD"), MarginRule.of("60"));
        String open = "{\"op\":\"open\",\"account\":\"user:1\",\"key\":\"o\"}\n";
        String metered = CHARGE.replace("\"key\"", "\"meta\":{\"receipt.2\":\"x\"},\"key\"");
        String forged = CHARGE.replace("\"key\"", "\"meta\":{\"@owed\":\"0\"},\"key\"");
        String end = "{\"op\":\"outcome\",\"account\":\"user:1\",\"of\":\"@end:r-1\"}";
        String own = "{\"op\":\"release\",\"account\":\"user:1\",\"hold\":\"@call:r-1\",\"key\":\"@end:r-1\"}";

        Cli.Run run = apply(database, JANUARY, open + String.join("\n", metered, forged, end, own));

        assertThat(run.lines().get(1)).contains("\"status\":\"invalid\"", "\"field\":\"meta.receipt.2\"");
        assertThat(run.lines().get(2)).contains("\"status\":\"invalid\"", "\"field\":\"meta\"");
        assertThat(run.lines().get(3)).contains("\"found\":false");
        assertThat(run.lines().get(4)).contains("\"status\":\"invalid\"", "\"field\":\"key\"");
    }

    private static Cli.Run apply(TestDatabase database, String now, String lines) {
        return Cli.feed(lines, database.args("apply", "--manual-clock", now));
    }

    private static RateCard chat(String input) {
        return RateCard.usd(
                        "acme",
                        "chat",
                        Map.of(
                                Dimension.INPUT, Rate.perMillion(input),
                                Dimension.CACHED_READ, Rate.perMillion("0.3"),
                                Dimension.OUTPUT, Rate.perMillion("15")))
                .with(Modifier.times("batch", "0.5"));
    }

    private static void publish(TestDatabase database, String now, PriceItem... items) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            if (database.url().startsWith("jdbc:h2:")) {
                pool.setUsername("sa");
            }
            PriceBook book = PriceBook.on(JdbcStorage.on(pool), (HandSetClock) () -> Instant.parse(now));
            book.publish(Stream.of(items).map(PriceChange::set).toList(), Actor.of("admin"), "set up")
                    .orElseThrow();
        }
    }
}
