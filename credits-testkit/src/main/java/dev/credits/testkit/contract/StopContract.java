package dev.credits.testkit.contract;

import static dev.credits.ledger.AccountStatus.FROZEN;
import static dev.credits.ledger.AccountStatus.OPEN;
import static dev.credits.ledger.AccountStatus.PAUSED;
import static dev.credits.ledger.DeclineCode.ACCOUNT_FROZEN;
import static dev.credits.ledger.DeclineCode.WRONG_DIRECTION;
import static dev.credits.ledger.EntryKind.ALLOCATE;
import static dev.credits.ledger.EntryKind.CHARGE;
import static dev.credits.ledger.EntryKind.GRANT;
import static dev.credits.ledger.EntryKind.PAUSE;
import static dev.credits.ledger.EntryKind.RELEASE;
import static dev.credits.ledger.EntryKind.RESERVE;
import static dev.credits.ledger.EntryKind.RESUME;
import static dev.credits.ledger.EntryKind.STOP;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.meter;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.stop;
import static dev.credits.testkit.contract.Commands.allocate;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.release;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.unfreeze;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.LedgerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hard stop: an account that reaches zero pauses if its policy says so, and resumes by itself when it is funded. */
@Tag("H5")
public interface StopContract extends StorageUnderTest {
    @Test
    default void anAccountAtZeroPausesAndResumesWhenItIsFunded(Scenario given) {
        given.does(open("client"), child("campaign", "client"), grant("client", "g", "100"));
        given.does(allocate("client", "campaign", "a", "10"), stop("campaign", "s", true));

        var last = given.outcome(charge("campaign", "c", "10"));
        assertThat(last).isApplied().hasEntries(CHARGE, PAUSE);
        assertThat(last.orElseThrow().paused()).containsExactly(id("campaign"));
        assertThat(given.ledger()).account("campaign").hasStatus(PAUSED);
        given.execute(charge("campaign", "c2", "1"))
                .isDeclinedWith(ACCOUNT_FROZEN)
                .hasAccountStatus(PAUSED)
                .isBlockedBy("campaign");
        given.execute(charge("campaign", "c", "10")).isReplayOf(last);
        var funded = given.outcome(allocate("client", "campaign", "a2", "5"));
        assertThat(funded).hasEntries(ALLOCATE, ALLOCATE, RESUME);
        assertThat(funded.orElseThrow().resumed()).containsExactly(id("campaign"));
        given.execute(charge("campaign", "c2", "1")).isApplied();
    }

    @Test
    default void whatIsHeldIsNotAvailable(Scenario given) {
        given.does(open("user"), grant("user", "g", "10"), stop("user", "s", true));

        given.execute(reserve("user", "h", "10")).isApplied().hasEntries(RESERVE, PAUSE);
        given.execute(release("user", "r", "h")).isApplied().hasEntries(RELEASE, RESUME);
        given.does(reserve("user", "h2", "10", Duration.ofMinutes(1)));
        given.clock().advance(Duration.ofMinutes(2));
        given.ledger().sweep();
        Entry resumed = given.entry("user", 0);
        assertThat(resumed.kind()).isEqualTo(RESUME);
        assertThat(resumed.memo().key().value()).isEqualTo("@resume:" + resumed.seq());
        assertThat(given.ledger()).account("user").hasStatus(OPEN);
    }

    @Test
    default void timeAlonePausesAndResumes(Scenario given) {
        given.does(open("user"), grantUntil("user", "g", "10", given.in(Duration.ofDays(1))), stop("user", "s", true));
        given.does(Commands.grantFrom("user", "later", "5", given.in(Duration.ofDays(2))));

        given.clock().advance(Duration.ofDays(1));
        assertThat(given.ledger()).account("user").hasStatus(PAUSED);
        given.ledger().sweep();
        assertThat(given.kinds("user")).endsWith(EntryKind.EXPIRE, PAUSE);
        given.clock().advance(Duration.ofDays(1));
        given.execute(charge("user", "c", "1")).isApplied();
        assertThat(given.kinds("user")).endsWith(EntryKind.START, RESUME, CHARGE);
    }

    @Test
    default void thePolicyItselfPausesAndResumes(Scenario given) {
        given.does(open("user"));

        given.execute(stop("user", "on", true)).isApplied().hasEntries(STOP, PAUSE);
        given.execute(stop("user", "off", false)).isApplied().hasEntries(STOP, RESUME);
        given.does(stop("user", "on2", true), freeze("user", "f"));
        assertThat(given.ledger()).account("user").hasStatus(FROZEN);
        given.execute(charge("user", "c", "1")).isDeclinedWith(ACCOUNT_FROZEN).hasAccountStatus(FROZEN);
        given.execute(grant("user", "g", "1"))
                .as("a person froze it, so a person unfreezes it")
                .hasEntries(GRANT);
        given.does(unfreeze("user", "u"));
        assertThat(given.ledger()).account("user").hasStatus(OPEN);
        given.does(open("meter").metered());
        given.execute(stop("meter", "s", true)).isDeclinedWith(WRONG_DIRECTION);
    }

    @Test
    @Tag("H2")
    default void aSharedCampaignStopsWithItsClient(Scenario given) {
        given.does(open("client"), member("flight", "client"), grant("client", "g", "10"), stop("client", "s", true));

        given.execute(charge("flight", "c", "10")).hasEntries(CHARGE, PAUSE);
        given.execute(charge("flight", "c2", "1"))
                .isDeclinedWith(ACCOUNT_FROZEN)
                .hasAccountStatus(PAUSED)
                .isBlockedBy("client");
        given.does(child("campaign", "client"), stop("campaign", "s", true));
        assertThat(given.ledger()).account("campaign").hasStatus(PAUSED);
        given.does(share("campaign", "f"), grant("client", "g2", "5"));
        given.execute(charge("campaign", "c", "1"))
                .as("what it has itself no longer matters")
                .isApplied();
    }

    @Test
    @Tag("X9")
    default void theListenerIsTold(Scenario given) {
        List<Entry> notices = new ArrayList<>();
        LedgerListener listener = new LedgerListener() {
            @Override
            public void onBatch(Batch batch) {}

            @Override
            public void onNotice(Entry entry) {
                notices.add(entry);
            }
        };
        var ledger = Credits.on(given.storage())
                .withClock(given.clock())
                .withListener(listener)
                .ledger();
        ledger.execute(open("user"));
        ledger.execute(grantUntil("user", "g", "10", given.in(Duration.ofDays(1))));
        ledger.execute(stop("user", "s", true));
        ledger.execute(BudgetCommands.limit("user", "l", dev.credits.ledger.Window.DAY, "2")
                .inShadow());
        ledger.execute(charge("user", "c", "3"));
        given.clock().advance(Duration.ofDays(1));
        ledger.sweep();
        ledger.execute(grant("user", "g2", "1"));

        assertThat(notices).extracting(Entry::kind).containsExactly(CHARGE, PAUSE, RESUME);
        assertThat(meter("m").funding()).isNotNull();
    }
}
