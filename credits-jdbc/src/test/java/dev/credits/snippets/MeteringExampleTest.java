package dev.credits.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reverse;
import dev.credits.metering.Beginning;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Bill;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metered;
import dev.credits.metering.Metering;
import dev.credits.metering.Resolution;
import dev.credits.metering.Run;
import dev.credits.metering.Search;
import dev.credits.metering.Stop;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceTable;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples of the guide to prices and metering. */
@Tag("P4")
class MeteringExampleTest {
    private static final AccountId USER = AccountId.of("user:42");

    private final DataSource dataSource = TestH2.memory();
    private final Provider provider = new Provider();
    // region parts
    private final Credits credits = Credits.on(JdbcStorage.on(dataSource));
    private final PriceBook prices = credits.prices(); // one for the life of the host: it caches what it has read
    private final Metering metering = credits.metering(prices);
    // endregion

    @BeforeEach
    void publish() {
        // region publish
        List<PriceChange> changes = new ArrayList<>();
        PriceTable.sample().cards().forEach(card -> changes.add(PriceChange.set(card)));
        changes.add(PriceChange.set(CreditValue.of("0.01", "USD")));
        changes.add(PriceChange.set(MarginRule.of("60")));
        changes.add(PriceChange.set(MarginRule.of("20").customerTier("gold")));
        prices.publish(changes, Actor.of("alice"), "to begin with").orElseThrow();
        // endregion
        credits.ledger().execute(Open.of(USER, Memo.key("sign-up"))).orElseThrow();
        credits.ledger()
                .execute(Grant.of(USER, Amount.of("100"), Memo.key("order-1001")))
                .orElseThrow();
    }

    @Test
    @DisplayName("P1: the guide's quote is 3.36 credits, and 2.52 for gold")
    void quote() {
        // region quote
        Ask ask = Ask.model("claude-sonnet-4", Usage.tokens(2_000, 1_000));
        Quote quote = prices.quote(ask).orElseThrow();
        quote.credits(); // 3.36 CREDIT
        quote.cost(); // 0.021 USD

        Usage reported = Usage.inclusive(
                Map.of(Dimension.INPUT, 2_000L, Dimension.CACHED_READ, 1_500L, Dimension.OUTPUT, 1_000L));
        reported.quantity(Dimension.INPUT); // 500: the other 1,500 were read from the cache
        // endregion
        assertThat(quote.credits()).isEqualTo(Amount.of("3.36"));
        assertThat(String.valueOf(quote.cost())).isEqualTo("0.021 USD");
        assertThat(reported.quantity(Dimension.INPUT)).isEqualTo("500");
        assertThat(prices.quote(ask.customerTier("gold")).orElseThrow().credits())
                .isEqualTo(Amount.of("2.52"));
    }

    @Test
    @DisplayName("P4: the guide's call, its answers to each outcome, and the same request again")
    void call() {
        assertThat(answer("request-17")).isEqualTo("once upon a time (3.36 CREDIT, 96.64 CREDIT left)");
        assertThat(answer("request-17")).isEqualTo("answered before, for 3.36 CREDIT");
        refund();
        Bill bill = metering.bill(USER, IdempotencyKey.of("request-17")).orElseThrow();
        assertThat(bill.taken()).isEqualTo(Amount.of("3.36"));
        assertThat(credits.ledger().balance(USER).orElseThrow().available()).isEqualTo(Amount.of("100"));
    }

    private String answer(String requestId) {
        // region call
        Ask most = Ask.model("claude-sonnet-4", Usage.tokens(2_000, 4_000)).feature("chat");
        Metered<String> metered = metering.run(Call.of(USER, most, requestId), meter -> {
            Provider.Reply reply = provider.complete("tell me a story");
            meter.used(Usage.tokens(reply.inputTokens(), reply.outputTokens()));
            return reply.text();
        });
        if (metered instanceof Metered.Done<String> done) {
            return done.value() + " (" + done.bill().taken() + ", "
                    + done.bill().left() + " left)";
        }
        if (metered instanceof Metered.NotRun<String> notRun) {
            if (notRun.why() instanceof Stop.Earlier earlier) {
                return "answered before, for " + earlier.bill().taken();
            }
            return notRun.why() instanceof Stop.Refused refused ? refused.code() : "under way";
        }
        return "failed"; // Failed: the bill says what is owed. Unsettled: metering.settle(fault().settlement())
        // endregion
    }

    private void refund() {
        // region refund
        for (IdempotencyKey charge : metering.charges(USER, IdempotencyKey.of("request-17"))) { // @end:request-17
            Memo memo = Memo.key("refund:" + charge).by("support").because("it was cut off");
            credits.ledger().execute(Reverse.of(USER, charge, memo)).orElseThrow();
        }
        // endregion
    }

    @Test
    @DisplayName("P4: the guide's stream, paid while it runs")
    void stream() {
        Ask most = Ask.model("claude-sonnet-4", Usage.tokens(2_000, 4_000));
        Call call = Call.of(USER, most, "request-18");
        // region stream
        Beginning beginning = metering.begin(call.onFailure(FailurePolicy.KNOWN));
        if (beginning instanceof Started started) {
            try (Run run = started.run()) { // closed without an end: it failed, and the policy says what is owed
                run.add(Usage.of(Dimension.INPUT, 2_000));
                for (String token : provider.stream("tell me a story")) {
                    run.add(Usage.of(Dimension.OUTPUT, 1));
                    if (!run.capture()) {
                        break; // the account cannot cover more
                    }
                }
                run.complete();
            }
        }
        // endregion
        Bill bill = metering.bill(USER, call.key()).orElseThrow();
        // 2,000 and 4 tokens: 0.00606 USD; × 160
        assertThat(bill.taken()).isEqualTo(Amount.of("0.9696"));

        // Each piece is a charge of its own: refunding them all gives back the whole.
        List<IdempotencyKey> charges = metering.charges(USER, call.key());
        assertThat(charges).hasSizeGreaterThan(1);
        charges.forEach(charge -> credits.ledger()
                .execute(Reverse.of(USER, charge, Memo.key("refund:" + charge)))
                .orElseThrow());
        assertThat(credits.ledger().balance(USER).orElseThrow().available()).isEqualTo(Amount.of("100"));
    }

    @Test
    @DisplayName("X5: the guide's resolver is asked for holds of dead processes")
    void orphans() {
        // region orphans
        Search search = Search.ahead(Duration.ofSeconds(90));
        Resolution resolved = metering.resolve(
                search, orphan -> provider.usageOf(orphan.request().value()), FailurePolicy.RELEASE);
        while (resolved.next() != null) { // more than 1,000 at once: go on where it stopped
            resolved = metering.resolve(
                    search.from(resolved.next()),
                    orphan -> provider.usageOf(orphan.request().value()),
                    FailurePolicy.RELEASE);
        }
        // endregion
        assertThat(resolved.bills()).isEmpty();
    }

    @Test
    @DisplayName("documentation: the guide shows these examples as they are compiled, and no others")
    void shown() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("docs/metering.md"))) {
            here = here.getParent();
        }
        String source = Files.readString(
                here.resolve("credits-jdbc/src/test/java/dev/credits/snippets/MeteringExampleTest.java"));
        assertThat(blocks("(?s)```java\\n(.*?)\\n```", Files.readString(here.resolve("docs/metering.md"))))
                .containsExactlyElementsOf(blocks("(?s)// region [a-z]+\\n(.*?)\\n *// endregion", source));
    }

    private static List<String> blocks(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1).stripIndent())
                .toList();
    }

    /** What a provider's client would be. */
    private static final class Provider {
        record Reply(String text, long inputTokens, long outputTokens) {}

        Reply complete(String prompt) {
            return new Reply("once upon a time", 2_000, 1_000);
        }

        List<String> stream(String prompt) {
            return List.of("once", "upon", "a", "time");
        }

        Finding usageOf(String request) {
            return new Finding.Unknown();
        }
    }
}
