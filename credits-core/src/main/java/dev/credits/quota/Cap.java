package dev.credits.quota;

import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.math.BigDecimal;

/**
 * How many credits a plan lets a subject spend and hold in a window.
 *
 * @param most above zero, and no slip of the keyboard; in the unit of the subjects' accounts
 */
public record Cap(Window window, Amount most) {
    public Cap {
        if (!most.isPositive() || most.decimal().compareTo(BigDecimal.valueOf(Amounts.MOST)) > 0) {
            throw new InvalidInputException("amount", most, "above zero, and at most " + Amounts.MOST);
        }
    }
}
