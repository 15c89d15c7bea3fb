package dev.credits.jdbc.metering;

import static dev.credits.jdbc.metering.Bench.MOST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.metering.Bill;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.metering.Finding;
import dev.credits.metering.Metering;
import dev.credits.metering.Resolution;
import dev.credits.metering.Search;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.testkit.ManualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hold that somebody has changed to what cannot be read, among those of calls whose process died. */
@Tag("X5")
@Tag("K3")
class UnreadableHoldTest {
    private static final List<AccountId> USERS =
            IntStream.range(0, 5).mapToObj(i -> AccountId.of("user:" + i)).toList();

    @ParameterizedTest
    @EnumSource
    @DisplayName("X5: a hold that cannot be read is told as failed, and every other call is settled")
    void othersAreSettled(Engine engine) throws SQLException {
        DataSource source = engine.fresh();
        ManualClock clock = ManualClock.start();
        Metering metering = metering(source, clock);
        garble(source, USERS.get(2));

        for (int minutes : List.of(4, 6)) { // before it lapses, and after
            clock.advance(Duration.ofMinutes(minutes));
            Search some = Search.ahead(Duration.ofSeconds(90)).most(2);
            int failed = 0;
            List<Bill> bills = new ArrayList<>();
            Search.Place place = null;
            do {
                Resolution found =
                        metering.resolve(some.from(place), orphan -> new Finding.Unknown(), FailurePolicy.ALL);
                failed += found.failed();
                bills.addAll(found.bills());
                place = found.next();
            } while (place != null);
            assertThat(failed).isEqualTo(1);
            assertThat(bills)
                    .extracting(Bill::account)
                    .containsExactlyInAnyOrderElementsOf(minutes == 4 ? others() : List.of());
        }
    }

    private static List<AccountId> others() {
        return USERS.stream().filter(user -> !user.equals(USERS.get(2))).toList();
    }

    private static Metering metering(DataSource source, ManualClock clock) {
        JdbcStorage storage = JdbcStorage.on(source);
        PriceBook book = PriceBook.on(storage, clock);
        book.publish(
                        List.of(
                                PriceChange.set(Bench.chat("3", "15")),
                                PriceChange.set(CreditValue.of("0.01", "USD")),
                                PriceChange.set(MarginRule.of("60"))),
                        Actor.of("admin"),
                        "set up")
                .orElseThrow();
        Credits credits = Credits.on(storage).withClock(clock).withExecutor(Runnable::run);
        Ledger ledger = credits.ledger();
        Metering metering = credits.metering(book);
        for (AccountId user : USERS) {
            ledger.execute(Open.of(user, Memo.key("open"))).orElseThrow();
            ledger.execute(Grant.of(user, Amount.of("100"), Memo.key("grant"))).orElseThrow();
            metering.begin(Call.of(user, Ask.model("chat", MOST), "r-1"));
        }
        return metering;
    }

    private static void garble(DataSource source, AccountId whose) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            int changed = statement.executeUpdate("UPDATE credit_holds SET parts = 'garbage' WHERE account_id ="
                    + " (SELECT id FROM credit_accounts WHERE name = '" + whose + "')");
            assertThat(changed).isEqualTo(1);
        }
    }
}
