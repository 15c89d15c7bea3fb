package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.BudgetCommands.meter;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Charge;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Lot;
import dev.credits.ledger.Repair;
import dev.credits.ledger.Repair.ByHand;
import dev.credits.ledger.Repair.Change;
import dev.credits.ledger.Repair.Restore;
import dev.credits.ledger.Repair.Send;
import dev.credits.ledger.TransactionId;
import dev.credits.money.Amount;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is proposed for rows that were changed, whichever they are. */
@Tag("A4")
class RepairProposalsTest extends ForgedLedger {
    @Test
    @DisplayName("A4: an overdraft that was changed is to be what the entries make of it")
    void overdraft() {
        assertThat(restored("poor", account("poor", "debt", 1L))).containsExactly(new Change("debt", 1L, 4_000_000L));
    }

    @Test
    @DisplayName("A4: a lot that was started or stopped by hand is to stand as its entries say")
    void started() {
        assertThat(restored(USER, lot("started", false))).containsExactly(new Change("started", false, true));

        assertThat(restored(USER, pending(true))).containsExactly(new Change("started", true, false));
        given.clock().advance(Duration.ofDays(1));
        given.ledger().sweep();
        assertThat(proposed(USER, rows -> rows)).isEmpty();
        assertThat(restored(USER, pending(false))).containsExactly(new Change("started", false, true));
    }

    @Test
    @DisplayName("A4: rows that no entry made are to be deleted, and rows that are gone put back, by a person")
    void rowsMadeOrGone() {
        assertThat(byHand(rows ->
                        rows.lots(lots -> with(lots, USER, Lot::account, lot -> Altered.with(lot, "number", 77)))))
                .contains("lot 77 was made by no entry: delete its row");
        TransactionId other = TransactionId.of(id(USER), key("x"));
        assertThat(byHand(rows ->
                        rows.holds(holds -> with(holds, USER, Hold::funder, hold -> Altered.with(hold, "id", other)))))
                .contains("was made by no entry: delete its row");
        assertThat(byHand(rows -> rows.lots(lots -> without(lots, lot -> lot.number() == 1))))
                .isEqualTo("lot 1 has no row: put it back from a backup");
        assertThat(byHand(rows -> rows.holds(holds -> without(holds, is("h")))))
                .isEqualTo("hold h has no row: put it back from a backup");
    }

    @Test
    @DisplayName("A4: what is done about an account is put on record there, unless it has no floor to say it by")
    void onRecord() {
        assertThat(proposed(USER, lot("remaining", 1L))).hasExactlyElementsOfTypes(Restore.class, Send.class);
        given.does(
                meter("calls"), new Charge(id("calls"), Amount.ofMinor(2, BudgetCommands.CALLS), Commands.memo("c")));
        UnaryOperator<Tampering> lie = rows -> rows.accounts(row -> row.id().equals(id("calls"))
                ? Altered.with(row, "totals", Altered.with(row.totals(), "spent", 7L))
                : row);
        assertThat(proposed("calls", lie)).hasExactlyElementsOfTypes(Restore.class);
    }

    private UnaryOperator<Tampering> pending(boolean started) {
        return rows ->
                rows.lots(lots -> each(lots, lot -> lot.number() == 2 ? Altered.with(lot, "started", started) : lot));
    }

    private List<Repair> proposed(String account, UnaryOperator<Tampering> told) {
        return given.ledgerOn(forged(told)).repairs(id(account), null);
    }

    private List<Change> restored(String account, UnaryOperator<Tampering> told) {
        return proposed(account, told).stream()
                .filter(Restore.class::isInstance)
                .flatMap(repair -> ((Restore) repair).changes().stream())
                .toList();
    }

    private String byHand(UnaryOperator<Tampering> told) {
        return proposed(USER, told).stream()
                .filter(ByHand.class::isInstance)
                .map(Repair::why)
                .findFirst()
                .orElse("");
    }
}
