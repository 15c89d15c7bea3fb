package dev.credits.metering;

import dev.credits.ledger.Booking;
import dev.credits.ledger.Overrun;
import dev.credits.metering.Bill.Basis;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Receipt;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in the metadata of entries beside the receipt. In the ledger each name begins with {@code @}, as no name of
 * a host's does.
 */
enum Notes {
    /** What the call costs in all. */
    OWED,
    WAIVED,
    BASIS,
    /** The rule for costs above the hold. */
    OVER,
    /** Which attempt at the request booked it. */
    ATTEMPT;

    private static final String MARK = "@";

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void put(Map<String, String> notes, Amount amount) {
        notes.put(label(), amount.toPlainString());
    }

    Optional<Amount> amount(Map<String, String> notes, CreditUnit unit) {
        String text = notes.get(label());
        return text == null ? Optional.empty() : Optional.of(Amount.of(text, unit));
    }

    /** A host's metadata and our notes, as they are kept together. */
    static Map<String, String> joined(Map<String, String> hosts, Map<String, String> notes) {
        Map<String, String> all = new TreeMap<>(hosts);
        notes.forEach((name, value) -> all.put(MARK + name, value));
        return all;
    }

    /** Our notes on something booked. */
    static Map<String, String> of(Booking booking) {
        Map<String, String> notes = new TreeMap<>();
        booking.entry().memo().metadata().forEach((name, value) -> {
            if (name.startsWith(MARK)) {
                notes.put(name.substring(MARK.length()), value);
            }
        });
        return notes;
    }

    /** The host's own metadata on something booked. */
    static Map<String, String> hosts(Booking booking) {
        Map<String, String> hosts = new TreeMap<>(booking.entry().memo().metadata());
        hosts.keySet().removeIf(name -> name.startsWith(MARK));
        return hosts;
    }

    /** The receipt among our notes; empty if there is none that can be read. */
    static Optional<Receipt> receipt(Map<String, String> notes) {
        try {
            return Receipt.ofMetadata(notes);
        } catch (InvalidInputException notOfThisVersion) {
            return Optional.empty();
        }
    }

    static Basis basis(Map<String, String> notes) {
        return named(Basis.values(), notes.get(BASIS.label())).orElse(Basis.USED);
    }

    static Overrun over(Map<String, String> notes) {
        return named(Overrun.values(), notes.get(OVER.label())).orElse(Overrun.CAP);
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
