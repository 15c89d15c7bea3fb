package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.ACCOUNT_NOT_FOUND;
import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.DeclineCode.NOT_EMPTY;
import static dev.credits.ledger.DeclineCode.UNIT_MISMATCH;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.NONE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.CALLS;
import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.used;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reclaim;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Account;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts form trees of any shape up to a height: credits go down and are taken back, and an account moves only empty-handed. */
@Tag("H1")
public interface TreeContract extends StorageUnderTest {
    @Test
    @Tag("L12")
    @Tag("L1")
    default void creditsGoDownFourTiersAndBackUp(Scenario given) {
        given.does(
                open("platform").unlimited(),
                child("agency", "platform"),
                child("client", "agency"),
                child("campaign", "client"));
        Instant expires = given.in(Duration.ofDays(30));
        given.does(grantUntil("agency", "g", "40", expires), allocate("platform", "agency", "a", "60"));
        given.does(allocate("agency", "client", "a", "70"), allocate("client", "campaign", "a", "50"));

        assertThat(given.lots("campaign")).extracting(Lot::source).containsExactly(Source.PROMOTION, Source.ALLOCATION);
        assertThat(given.lots("campaign")).extracting(Lot::expires).containsExactly(expires, null);
        assertThat(given.ledger()).account("platform").hasAvailable("-60").hasDebt("60");
        given.execute(allocate("agency", "campaign", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(allocate("client", "agency", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(reclaim("agency", "client", "x", "1")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(reclaim("campaign", "client", "r", "51")).isDeclinedWith(INSUFFICIENT_CREDITS);
        given.does(reclaim("campaign", "client", "r", "50"), reclaim("client", "agency", "r", "70"));
        given.does(reclaim("agency", "platform", "r", "60"));
        given.clock().set(expires);
        assertThat(given.ledger()).account("agency").hasExpired("0").hasAvailable("40");
        assertThat(given.ledger())
                .account("platform")
                .hasAvailable("0")
                .hasExpired("0")
                .hasDebt("0");
    }

    @Test
    default void treesHaveAHeight(Scenario given) {
        given.does(open("level-1"));
        for (int level = 2; level <= 16; level++) {
            given.does(child("level-" + level, "level-" + (level - 1)));
        }
        given.execute(child("level-17", "level-16"))
                .isDeclinedWith(WRONG_DIRECTION)
                .isBlockedBy("level-16");
        given.does(open("other"), child("other-2", "other"));
        given.execute(move("other", "m", "level-15")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(move("other", "m", "level-14")).isApplied();
        given.execute(child("x", "nobody")).isDeclinedWith(ACCOUNT_NOT_FOUND);
        given.execute(child("other-3", "other-2")).isDeclinedWith(WRONG_DIRECTION);
    }

    @Test
    default void thereAreNoCircles(Scenario given) {
        given.does(open("a"), child("b", "a"), child("c", "b"));

        given.execute(move("a", "m", "c")).isDeclinedWith(WRONG_DIRECTION).isBlockedBy("c");
        given.execute(move("a", "m", "b")).isDeclinedWith(WRONG_DIRECTION);
        given.does(move("c", "m", null), move("a", "m2", "c"));
        assertThat(given.ledger().children(id("c"), null, 10))
                .extracting(Account::id)
                .containsExactly(id("a"));
        given.does(open("calls", CALLS));
        given.execute(move("b", "m", "calls")).isDeclinedWith(UNIT_MISMATCH);
    }

    @Test
    @Tag("class-15")
    default void anAccountMovesWhenNothingIsHeldOrOwed(Scenario given) {
        given.does(open("org"), open("firm"), grant("org", "g", "50"), grant("firm", "g", "50"));
        given.does(member("team", "org"), member("ann", "team"), limit("team", "l", DAY, "10"));
        given.does(reserve("ann", "h", "5"));

        given.execute(move("team", "m", "firm")).isDeclinedWith(NOT_EMPTY);
        given.execute(move("ann", "m", "firm")).isDeclinedWith(NOT_EMPTY);
        given.execute(move("team", "m", null)).isDeclinedWith(NOT_EMPTY);
        given.does(release("ann", "r", "h"));
        given.execute(move("team", "m", null)).isDeclinedWith(WRONG_DIRECTION);
        given.does(charge("ann", "c", "4"), move("team", "m", "firm"), charge("ann", "c2", "6"));
        assertThat(given.ledger()).account("org").hasAvailable("46");
        assertThat(given.ledger()).account("firm").hasAvailable("44");
        given.execute(charge("ann", "c3", "1"))
                .as("the team's limit moves with it")
                .isDeclinedWith(LIMIT_EXCEEDED);
        assertThat(used(given, "team", DAY)).isEqualTo("10");

        given.does(child("own", "org"), floor("own", "f", "-5"), charge("own", "c", "1"));
        given.execute(move("own", "m", "firm")).isDeclinedWith(NOT_EMPTY);
        given.does(grant("own", "g", "3"), reserve("own", "h", "1"));
        given.execute(move("own", "m", "firm")).isDeclinedWith(NOT_EMPTY);
        given.does(release("own", "r", "h"), move("own", "m", "firm"), reclaim("own", "firm", "rec", "2"));
    }

    @Test
    default void childrenAreListedByName(Scenario given) {
        given.does(
                open("org"),
                child("org/b", "org"),
                child("org/a", "org"),
                child("org/a/x", "org/a"),
                child("org/c", "org"));

        List<Account> first = given.ledger().children(id("org"), null, 2);
        assertThat(first).extracting(Account::id).containsExactly(id("org/a"), id("org/b"));
        assertThat(given.ledger().children(id("org"), id("org/b"), 2))
                .extracting(Account::id)
                .containsExactly(id("org/c"));
    }

    @Test
    default void openingAndFundingLookAtNoTreeBelow(Scenario given) {
        Overheard storage = Overheard.at(given.storage());
        Ledger ledger = given.ledgerOn(storage);
        given.does(open("org"), grant("org", "g", "10"), reserve("org", "h", "1"));

        assertThat(ledger.execute(child("team", "org"))).isApplied();
        assertThat(ledger.execute(share("team", "f"))).isApplied();
        assertThat(storage.plans()).isNotEmpty().allMatch(plan -> plan.trees().isEmpty());
        assertThat(ledger.execute(close("team", "c"))).isApplied();
        assertThat(storage.plans()).anyMatch(plan -> plan.trees().contains(id("team")));
    }

    @Test
    @Tag("class-15")
    default void holdsThatCameThroughAnAccountAreFoundHoweverTheyCame(Scenario given) {
        given.does(open("org"), grant("org", "g", "100"), member("team", "org"), member("ann", "team"));
        given.does(member("bob", "team"), child("own", "team"), grant("own", "g", "10"), reserve("own", "h", "1"));
        given.does(reserve("org", "h", "1"));
        assertThat(limited(given, "team")).as("none came through it").isEqualTo("0");
        given.does(reserve("ann", "h", "2"), reserve("team", "h", "3"), isolate("team", "f"), grant("team", "g", "9"));
        given.does(reserve("bob", "h", "4"));

        assertThat(limited(given, "ann")).isEqualTo("2");
        assertThat(limited(given, "bob")).isEqualTo("4");
        assertThat(limited(given, "team")).isEqualTo("9");
        assertThat(limited(given, "org")).isEqualTo("6");
        assertThat(limited(given, "own")).isEqualTo("1");
        given.execute(move("team", "m", null)).isDeclinedWith(NOT_EMPTY);
        assertThat(given.outcome(move("team", "m", null)).toString()).contains("2 open holds of another's credits");
        given.does(release("ann", "r", "h"), release("team", "r", "h"), release("bob", "r", "h"));
        given.execute(move("team", "m", null)).isApplied();
    }

    private static String limited(Scenario given, String account) {
        given.does(limit(account, "l" + given.entries(account).size(), NONE, "100"));
        return used(given, account, NONE);
    }
}
