package dev.credits.ledger;

import dev.credits.ledger.Command.Field;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** The signs amounts may have in commands, and their canonical spelling. */
final class Amounts {
    private Amounts() {}

    static void positive(String field, Amount amount) {
        if (!amount.isPositive()) {
            throw new InvalidInputException(field, amount.toPlainString(), "above zero");
        }
    }

    static void zeroOrMore(String field, Amount amount) {
        if (amount.isNegative()) {
            throw new InvalidInputException(field, amount.toPlainString(), "zero or more");
        }
    }

    static Field field(String name, @Nullable Amount amount) {
        return Field.of(name, amount == null ? null : amount.minor() + " " + amount.unit());
    }
}
