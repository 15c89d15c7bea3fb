package dev.credits.testkit.contract;

import static dev.credits.ledger.DeclineCode.INSUFFICIENT_CREDITS;
import static dev.credits.testkit.CreditsAssertions.assertThat;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantUntil;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Command;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A preview is the same decision with nothing written. */
@Tag("K9")
public interface PreviewContract extends StorageUnderTest {
    @Test
    default void everyCommandIsForeseenToTheLastField(Scenario given) {
        given.does(EveryCommand.before());
        for (Command command : EveryCommand.all()) {
            int entries = given.entries(command.account().value()).size();
            Outcome preview = given.ledger().preview(command);
            assertThat(preview).isApplied();
            assertThat(given.entries(command.account().value())).hasSize(entries);
            assertThat(given.ledger().outcome(command.account(), command.memo().key()))
                    .isEmpty();

            assertThat(given.outcome(command)).isEqualTo(preview);
        }
    }

    @Test
    default void refusalsReplaysAndConflictsAreForeseenToo(Scenario given) {
        given.does(open("user:1"), grant("user:1", "g", "10"), charge("user:1", "c", "1"));

        assertThat(given.ledger().preview(charge("user:1", "c2", "9.5")))
                .isDeclinedWith(INSUFFICIENT_CREDITS)
                .hasShortfall("0.5")
                .isEqualTo(given.outcome(charge("user:1", "c2", "9.5")));
        assertThat(given.ledger().preview(charge("user:1", "c", "1"))).isReplayed();
        assertThat(given.ledger().preview(charge("user:1", "c", "2"))).conflictsOn("amount");
    }

    @Test
    @Tag("L11")
    default void aPreviewTakesWhatIsDueIntoAccountAndBooksNothing(Scenario given) {
        given.does(
                open("user:1"),
                grantUntil("user:1", "g", "10", given.in(Duration.ofDays(1))),
                grant("user:1", "g2", "5"));
        given.does(reserve("user:1", "h", "8", Duration.ofDays(9)));
        given.clock().advance(Duration.ofDays(2));

        Outcome preview = given.ledger().preview(settle("user:1", "s", "h", "3"));
        assertThat(preview)
                .isApplied()
                .hasEntries(EntryKind.SETTLE, EntryKind.EXPIRE)
                .hasSeq(6)
                .hasAvailable("5");
        assertThat(given.entries("user:1")).hasSize(4);
        assertThat(given.ledger().hold(id("user:1"), key("h")).orElseThrow().isOpen())
                .isTrue();
        assertThat(given.outcome(settle("user:1", "s", "h", "3"))).isEqualTo(preview);
    }
}
