package dev.credits.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.spring.SpringTransactions;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Source;
import dev.credits.money.Amount;
import dev.credits.money.Conversion;
import dev.credits.money.CreditUnit;
import dev.credits.testkit.ManualClock;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The recipes of the page of concepts. */
class ConceptsTest {
    private static final String USERS = "CREATE TABLE users (name varchar(20) PRIMARY KEY)";

    @Test
    @DisplayName("a conversion takes credits and gives tokens at the published rate")
    void conversion() {
        ManualClock clock = ManualClock.start();
        Ledger ledger =
                Credits.on(JdbcStorage.on(Databases.fresh())).withClock(clock).ledger();
        AccountId user = AccountId.of("user:42");
        ledger.execute(Open.of(user, Memo.key("sign-up"))).orElseThrow();
        ledger.execute(Grant.of(user, Amount.of("10"), Memo.key("order-1"))).orElseThrow();
        Instant nextHour = clock.instant().plus(Duration.ofHours(1));
        // region convert
        Conversion rate = new Conversion("CREDIT", "TOKEN", new BigDecimal("250"), nextHour);
        ledger.publish(rate, Actor.of("alice"), "price list");
        // endregion
        clock.advance(Duration.ofHours(1));
        convert(ledger, user);
    }

    private static void convert(Ledger ledger, AccountId user) {
        // region converted
        AccountId tokens = AccountId.of("user:42/tokens");
        ledger.execute(Open.of(tokens, new CreditUnit("TOKEN", 0), Memo.key("open")))
                .orElseThrow();
        ledger.execute(new Convert(user, tokens, Amount.of("2"), Memo.key("tokens-1")))
                .orElseThrow();

        ledger.balance(tokens).orElseThrow().available(); // 500 TOKEN
        // endregion
        assertThat(ledger.balance(tokens).orElseThrow().available()).hasToString("500 TOKEN");
        assertThat(ledger.balance(user).orElseThrow().available()).isEqualTo(Amount.of("8"));
    }

    @Test
    @DisplayName("a sign-up that is sent again gives its free credits once, together with the host's own row")
    void signUp() throws SQLException {
        DataSource dataSource = Databases.fresh();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(USERS);
        JdbcStorage storage = JdbcStorage.on(dataSource);
        Credits credits = Credits.on(storage);
        signUp(dataSource, storage, credits, "ada");
        jdbc.execute("DELETE FROM users");
        signUp(dataSource, storage, credits, "ada");

        AccountId ada = AccountId.of("user:ada");
        assertThat(credits.ledger().balance(ada).orElseThrow().available()).isEqualTo(Amount.of("20"));
        Command inMonths = Grant.of(ada, Amount.of("20"), Memo.key("welcome"))
                .on(LotTerms.of(Source.FREE).expiringAfter(Period.ofDays(30)));
        assertThat(credits.ledger().execute(inMonths)).isInstanceOf(Outcome.Conflict.class);
    }

    private static void signUp(DataSource dataSource, JdbcStorage storage, Credits credits, String name)
            throws SQLException {
        // region sign-up
        AccountId user = AccountId.of("user:" + name);
        List<Command> welcome = List.of(
                Open.of(user, Memo.key("sign-up")),
                Grant.of(user, Amount.of("20"), Memo.key("welcome"))
                        .on(LotTerms.of(Source.FREE).expiringAfter(Duration.ofDays(30))));

        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO users VALUES (?)")) {
                insert.setString(1, name);
                insert.executeUpdate();
            }
            credits.joining(storage.joining(connection))
                    .ledger()
                    .executeAll(welcome)
                    .orElseThrow();
            connection.commit();
        }
        // endregion
    }

    @Test
    @DisplayName("a sign-up in Spring's transaction is committed and rolled back with the host's row")
    void spring() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Databases.fresh());
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            JdbcTemplate jdbc = new JdbcTemplate(dataSource);
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
            jdbc.execute(USERS);
            AccountId user = AccountId.of("user:ada");
            List<Command> welcome =
                    List.of(Open.of(user, Memo.key("sign-up")), Grant.of(user, Amount.of("20"), Memo.key("welcome")));
            // region spring
            Credits credits = Credits.on(JdbcStorage.builder(dataSource)
                    .joining(new SpringTransactions())
                    .build());

            transaction.executeWithoutResult(
                    status -> { // or a @Transactional method
                        jdbc.update("INSERT INTO users VALUES (?)", "ada");
                        credits.ledger().executeAll(welcome).orElseThrow();
                    });
            // endregion
            assertThat(credits.ledger().balance(user).orElseThrow().available()).isEqualTo(Amount.of("20"));
        }
    }
}
