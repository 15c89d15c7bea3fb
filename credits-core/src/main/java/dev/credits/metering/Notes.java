package dev.credits.metering;

import dev.credits.ledger.Overrun;
import dev.credits.metering.Bill.Basis;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is kept in the metadata of entries beside the receipt. */
enum Notes {
    /** What the call costs in all. */
    OWED,
    /** What had been captured before the entry. */
    CAPTURED,
    WAIVED,
    BASIS,
    /** The rule for costs above the hold. */
    OVER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void put(Map<String, String> metadata, Amount amount) {
        metadata.put(label(), amount.toPlainString());
    }

    Optional<Amount> amount(Map<String, String> metadata, CreditUnit unit) {
        String text = metadata.get(label());
        try {
            return text == null ? Optional.empty() : Optional.of(Amount.of(text, unit));
        } catch (InvalidInputException notOurs) {
            return Optional.empty();
        }
    }

    static Basis basis(Map<String, String> metadata) {
        return named(Basis.values(), metadata.get(BASIS.label())).orElse(Basis.USED);
    }

    static Overrun over(Map<String, String> metadata) {
        return named(Overrun.values(), metadata.get(OVER.label())).orElse(Overrun.CAP);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] constants, @Nullable String name) {
        for (E constant : constants) {
            if (constant.name().equals(name)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
