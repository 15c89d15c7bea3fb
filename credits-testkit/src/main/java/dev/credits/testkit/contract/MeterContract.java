package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.LIMIT_EXCEEDED;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.Window.MONTH;
import static dev.credits.ledger.Window.NONE;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.CALLS;
import static dev.credits.testkit.contract.BudgetCommands.limitOf;
import static dev.credits.testkit.contract.BudgetCommands.meter;
import static dev.credits.testkit.contract.BudgetCommands.reasoned;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.Commands.close;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.memo;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reverse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Adjust;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Accounts that count things that are not credits: no lots, only limits and counters; the rest works as everywhere. */
@Tag("H4")
@Tag("L13")
public interface MeterContract extends StorageUnderTest {
    private static Amount calls(long count) {
        return Amount.ofMinor(count, CALLS);
    }

    private static SetLimit limit(String account, String key, Window window, long most) {
        return SetLimit.of(id(account), window, calls(most), reasoned(key));
    }

    private static Charge use(String account, String key, long count) {
        return new Charge(id(account), calls(count), memo(key));
    }

    @Test
    default void aMeterIsBoundedByItsLimitsOnly(Scenario given) {
        given.does(meter("gen"), use("gen", "c0", 1_000_000), limit("gen", "l", MONTH, 1_000_010));

        given.does(use("gen", "c1", 4), Reserve.of(id("gen"), calls(6), memo("h")));
        given.execute(use("gen", "c2", 1))
                .isDeclinedWith(LIMIT_EXCEEDED)
                .isBlockedBy("gen MONTH")
                .hasShortfall("1");
        given.does(Settle.of(id("gen"), key("h"), calls(2), memo("s")), reverse("gen", "r", "c1"));
        assertThat(limitOf(given, "gen", MONTH).spent()).isEqualTo(1_000_002);
        assertThat(limitOf(given, "gen", MONTH).held()).isZero();
        assertThat(given.ledger())
                .account("gen")
                .hasSpent("1000002")
                .hasHeld("0")
                .hasLots();
        given.clock().set(BudgetCommands.resets(given, "gen", MONTH));
        given.execute(use("gen", "c2", 1_000_010)).isApplied();
    }

    @Test
    default void whatIsKeptAndGivenUpIsCountedInTotal(Scenario given) {
        given.does(meter("storage-mb"), limit("storage-mb", "l", NONE, 100));
        given.does(use("storage-mb", "file-1", 60), use("storage-mb", "file-2", 40));

        given.execute(use("storage-mb", "file-3", 1)).isDeclinedWith(LIMIT_EXCEEDED);
        given.does(reverse("storage-mb", "delete-1", "file-1"), use("storage-mb", "file-3", 50));
        assertThat(limitOf(given, "storage-mb", NONE).used()).isEqualTo(90);
    }

    @Test
    default void aMeterHasNoCredits(Scenario given) {
        given.does(meter("gen"), Open.of(id("user"), CALLS, memo("open")), use("gen", "c", 1));

        given.execute(Grant.of(id("gen"), calls(1), memo("g")))
                .isDeclinedWith(WRONG_DIRECTION)
                .isBlockedBy("gen");
        given.execute(new Adjust(id("gen"), calls(-1), reasoned("a"))).isDeclinedWith(WRONG_DIRECTION);
        given.execute(new SetFloor(id("gen"), calls(-1), reasoned("f"))).isDeclinedWith(WRONG_DIRECTION);
        given.execute(share("gen", "s")).isDeclinedWith(WRONG_DIRECTION);
        given.does(Reserve.of(id("gen"), calls(1), memo("h")));
        given.execute(close("gen", "x")).isDeclinedWith(dev.credits.ledger.DeclineCode.NOT_EMPTY);
        given.does(release("gen", "r", "h"), close("gen", "x"));
    }

    @Test
    @Tag("H3")
    default void membersShareAMeterInsideTheirOwnLimits(Scenario given) {
        given.does(meter("org-gen"), limit("org-gen", "l", MONTH, 10));
        given.does(
                Open.of(id("ann-gen"), CALLS, memo("open")).sharing(id("org-gen")),
                Open.of(id("bob-gen"), CALLS, memo("open")).sharing(id("org-gen")),
                limit("ann-gen", "l", MONTH, 6));

        given.does(use("ann-gen", "c", 6), use("bob-gen", "c", 4));
        given.execute(use("ann-gen", "c2", 1)).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("ann-gen MONTH");
        given.execute(use("bob-gen", "c2", 1)).isDeclinedWith(LIMIT_EXCEEDED).isBlockedBy("org-gen MONTH");
        assertThat(given.ledger().limits(id("bob-gen"))).isEmpty();
    }
}
