package dev.credits.testkit.fault;

import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Transfer;
import dev.credits.money.Amount;
import java.util.Optional;

/** Whether a command's own entry moves what the command asked; worked out without the rules it is to check. */
final class Effect {
    private Effect() {}

    /** What is wrong, or empty. */
    static Optional<String> of(Command command, Entry entry) {
        if (command instanceof Grant grant && grant.terms().starts() == null) {
            return same("granted", grant.amount(), entry.change());
        }
        if (command instanceof Charge charge) {
            return same("charged", charge.amount(), -entry.change());
        }
        if (command instanceof Reserve reserve) {
            return same("reserved", reserve.amount(), entry.heldChange())
                    .or(() -> same("reserved", reserve.amount(), -entry.availableChange()));
        }
        if (command instanceof Capture capture) {
            return same("captured", capture.amount(), -entry.change());
        }
        if (command instanceof Settle settle) {
            return same("settled with its shortfall", settle.amount(), entry.shortfall() - entry.change());
        }
        if (command instanceof Transfer transfer) {
            return same("sent", transfer.amount(), -entry.change());
        }
        if (command instanceof Allocate allocate) {
            return same("allocated", allocate.amount(), -entry.change());
        }
        if (command instanceof Reclaim reclaim) {
            return same("reclaimed", reclaim.amount(), -entry.change());
        }
        return command instanceof Adjust adjust ? same("adjusted", adjust.amount(), entry.change()) : Optional.empty();
    }

    private static Optional<String> same(String what, Amount asked, long moved) {
        return asked.minor() == moved
                ? Optional.empty()
                : Optional.of(what + " is " + moved + " minor units instead of " + asked.minor());
    }
}
