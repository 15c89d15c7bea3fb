package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.Window.DAY;
import static dev.credits.ledger.Window.MONTH;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.lift;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.BudgetCommands.plan;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.stop;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.unfreeze;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Account;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.AuditTrail;
import dev.credits.ledger.Entry;
import dev.credits.ledger.SetLimit;
import dev.credits.money.Amount;
import dev.credits.quota.AuditLine;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every administrative change is an entry that says what was changed, from what to what, in the commit of its effect. */
@Tag("A2")
@Tag("H4")
public interface AuditContract extends StorageUnderTest {
    private static List<Amendment> amendments(Scenario given, String account) {
        List<Entry> newestFirst = new ArrayList<>(
                given.ledger().audit(id(account), Long.MAX_VALUE, 1000).entries());
        Collections.reverse(newestFirst);
        return newestFirst.stream().map(Entry::amendment).toList();
    }

    @Test
    @Tag("A1")
    default void everyChangeSaysFromWhatToWhat(Scenario given) {
        given.does(open("org"), open("firm"), member("user", "org"), grant("org", "g", "10"));
        given.does(
                limit("user", "l1", MONTH, "10").anchoredAt(15),
                limit("user", "l2", MONTH, "12").anchoredAt(15).inShadow(),
                limit("user", "l3", MONTH, "12").in(ZoneId.of("Europe/Berlin")),
                extra("user", "x", MONTH, "2.5"),
                charge("user", "c", "3"),
                reset("user", "z", MONTH),
                lift("user", "l4", MONTH),
                plan("user", "p", "starter"),
                stop("user", "s", true),
                freeze("user", "f"),
                unfreeze("user", "u"),
                isolate("user", "own"),
                floor("user", "fl", "-5"),
                move("user", "m", "firm"),
                close("user", "close"));

        assertThat(amendments(given, "user"))
                .containsExactly(
                        new Amendment("account", null, "PARENT under org"),
                        new Amendment("limit MONTH from day 15", null, "10"),
                        new Amendment("limit MONTH from day 15", "10", "12 in shadow"),
                        new Amendment("limit MONTH in Europe/Berlin", "12 in shadow", "12"),
                        new Amendment("extra MONTH in Europe/Berlin", "0", "2.5"),
                        new Amendment("usage MONTH in Europe/Berlin", "3", "0"),
                        new Amendment("limit MONTH", "12", null),
                        new Amendment("plan", null, "starter"),
                        new Amendment("stop", "off", "on"),
                        new Amendment("status", "OPEN", "FROZEN"),
                        new Amendment("status", "FROZEN", "OPEN"),
                        new Amendment("funding", "PARENT", "OWN"),
                        new Amendment("status", "OPEN", "PAUSED"),
                        new Amendment("floor", "0", "-5"),
                        new Amendment("parent", "org", "firm"),
                        new Amendment("status", "PAUSED", "CLOSED"));
        Account account = given.ledger().account(id("user")).orElseThrow();
        assertThat(account.plan()).isEqualTo("starter");
        assertThat(account.parent()).isEqualTo(id("firm"));
    }

    @Test
    default void theTrailIsNewestFirstAndStaysPutWhileOthersWrite(Scenario given) {
        given.does(open("user"), grant("user", "g", "10"));
        for (int i = 1; i <= 5; i++) {
            given.does(limit("user", "l" + i, DAY, String.valueOf(i)), charge("user", "c" + i, "0.1"));
        }

        AuditTrail first = given.ledger().audit(id("user"), Long.MAX_VALUE, 2);
        assertThat(first.entries())
                .extracting(entry -> BudgetCommands.amendment(entry).next())
                .containsExactly("5", "4");
        assertThat(first.entries().get(0).memo().by().name()).isEqualTo("admin");
        given.does(limit("user", "l6", DAY, "6"));
        AuditTrail second = given.ledger().audit(id("user"), first.next().orElseThrow(), 2);
        assertThat(second.entries())
                .extracting(entry -> BudgetCommands.amendment(entry).next())
                .containsExactly("3", "2");
        AuditTrail last = given.ledger().audit(id("user"), second.next().orElseThrow(), 10);
        assertThat(last.entries())
                .extracting(entry -> BudgetCommands.amendment(entry).what())
                .containsExactly("limit DAY", "account");
        assertThat(last.next()).isEmpty();
    }

    @Test
    default void aLimitSetByHandYieldsToNobody(Scenario given) {
        given.does(open("user"));
        var byPlan = dev.credits.ledger.LimitTerms.USUAL.ofPlan("free");
        given.does(new SetLimit(id("user"), DAY, Amount.of("5"), byPlan, true, BudgetCommands.reasoned("p1")));
        given.does(new SetLimit(id("user"), DAY, Amount.of("7"), byPlan, true, BudgetCommands.reasoned("p2")));
        given.does(limit("user", "hand", DAY, "9"));
        given.does(new SetLimit(id("user"), DAY, Amount.of("8"), byPlan, true, BudgetCommands.reasoned("p3")));

        assertThat(amendments(given, "user"))
                .extracting(Amendment::next)
                .containsExactly("OWN", "5 by plan free", "7 by plan free", "9", "9");
        given.does(child("other", "user"), share("other", "f"));
    }

    @Test
    @Tag("L6")
    default void everyActionIsThereWithWhoWhyAndBothFiguresInTheCommitOfItsEffect(Scenario given) {
        given.does(open("user"), grant("user", "g", "100"), limit("user", "l", MONTH, "10"), charge("user", "c", "4"));
        int before = given.entries("user").size();

        given.does(plan("user", "p1", "free"), plan("user", "p2", "pro"));
        given.does(limit("user", "l2", MONTH, "20"), extra("user", "x1", MONTH, "5"), extra("user", "x2", MONTH, "1"));
        given.does(reset("user", "z1", MONTH), charge("user", "c2", "3"), reset("user", "z2", MONTH));
        given.execute(extra("user", "x2", MONTH, "1")).isReplayed();
        given.execute(plan("user", "p3", "team").replacing("free")).isDeclinedWith(WRONG_DIRECTION);
        given.execute(plan("user", "p3", "team").replacing(null)).isDeclinedWith(WRONG_DIRECTION);
        given.execute(plan("user", "p2", "pro").replacing(null)).isReplayed();
        given.execute(extra("user", "x3", DAY, "1")).isDeclinedWith(WRONG_DIRECTION);
        List<Entry> trail =
                given.ledger().audit(id("user"), Long.MAX_VALUE, 100).entries();
        assertThat(trail.stream().flatMap(entry -> AuditLine.of(entry).stream()).limit(7))
                .extracting(line -> line.action() + " " + line.previous() + " " + line.next() + " by "
                        + line.by().name() + ", " + line.reason())
                .containsExactly(
                        "usage_reset 3 0 by admin, as agreed",
                        "usage_reset 4 0 by admin, as agreed",
                        "credit_grant 5 6 by admin, as agreed",
                        "credit_grant 0 5 by admin, as agreed",
                        "limit_change 10 20 by admin, as agreed",
                        "plan_change free pro by admin, as agreed",
                        "plan_change null free by admin, as agreed");
        assertThat(given.entries("user")).as("an entry each, and none beside").hasSize(before + 8);
        assertThat(BudgetCommands.used(given, "user", MONTH)).isEqualTo("0");
        assertThat(BudgetCommands.limitOf(given, "user", MONTH).extra()).isEqualTo(6_000_000);
    }
}
