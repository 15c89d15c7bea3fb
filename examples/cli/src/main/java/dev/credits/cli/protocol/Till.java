package dev.credits.cli.protocol;

import dev.credits.cli.price.Json;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.TransactionId;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.Pricing;
import dev.credits.pricing.Pricing.Unpriced;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Receipt;
import dev.credits.pricing.Usage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was used into what is due. What a key has come to once it comes to again, whatever was published since: the
 * receipt kept with its entry says what was asked, and how much that was. Not thread-safe.
 */
final class Till {
    private static final String USAGE = "an object of dimensions and quantities, such as {\"input\":2000}";

    private final Ledger ledger;
    private final PriceBook prices;
    private final Map<TransactionId, Receipt> waiting = new HashMap<>();

    Till(Ledger ledger, PriceBook prices) {
        this.ledger = ledger;
        this.prices = prices;
    }

    /** How much a command asks, its memo, and whether that was computed of what was used. */
    record Due(Amount amount, Memo memo, boolean priced) {}

    /** True if a line says what was used instead of an amount; one of the two it must say. */
    boolean isPriced(Fields line) {
        if (line.has("amount")) {
            for (String field : List.of("model", "provider", "usage", "inclusive", "tier", "modifiers")) {
                if (line.has(field)) {
                    throw line.wrong(new InvalidInputException(field, "given", "left out beside amount"));
                }
            }
            return false;
        }
        if (!line.has("model")) {
            throw InvalidLine.missing("amount", "given, unless model and usage are");
        }
        if (!line.has("usage")) {
            throw InvalidLine.missing("usage", USAGE);
        }
        return true;
    }

    /** What the line's usage comes to; {@link NoPrice} if it has no price. */
    Due due(Fields line, AccountId account, CreditUnit unit, Memo memo) {
        memo.metadata().forEach((name, value) -> {
            if (name.equals("receipt") || name.startsWith("receipt.")) {
                throw InvalidLine.field("meta." + name, value, "left out: the receipt goes there");
            }
        });
        Ask ask = ask(line).unit(unit);
        TransactionId id = TransactionId.of(account, memo.key());
        Receipt receipt = earlier(account, memo.key(), id)
                .filter(known -> known.ask().equals(ask))
                .orElseGet(() -> quoted(account, ask).receipt());
        waiting.put(id, receipt);
        Map<String, String> metadata = new TreeMap<>(memo.metadata());
        metadata.putAll(receipt.toMetadata());
        return new Due(receipt.credits(), memo.metadata(metadata), true);
    }

    /** Forgets what waited: it is in the ledger now, or will never be. */
    void decided() {
        waiting.clear();
    }

    /** What something costs. */
    Result quote(Fields line) {
        return Result.ok(Json.quote(quoted(null, ask(line).unit(unit(line)))));
    }

    private Quote quoted(@Nullable AccountId account, Ask ask) {
        Pricing pricing = prices.quote(ask);
        if (pricing instanceof Unpriced none) {
            throw new NoPrice(account, none);
        }
        return pricing.orElseThrow();
    }

    private Optional<Receipt> earlier(AccountId account, IdempotencyKey key, TransactionId id) {
        Receipt undecided = waiting.get(id);
        return undecided != null
                ? Optional.of(undecided)
                : ledger.outcome(account, key).flatMap(Till::receipt);
    }

    private static Optional<Receipt> receipt(Booking booking) {
        try {
            return Receipt.ofMetadata(booking.entry().memo().metadata());
        } catch (InvalidInputException anotherKindOfReceipt) {
            return Optional.empty();
        }
    }

    private static CreditUnit unit(Fields line) {
        String code = line.has("unit") ? line.text("unit") : CreditUnit.CREDIT.code();
        return new CreditUnit(code, line.whole("scale", CreditUnit.CREDIT.scale()));
    }

    private static Ask ask(Fields line) {
        Ask ask;
        if (line.has("model")) {
            ask = Ask.model(line.text("model"), usage(line));
            ask = line.has("feature") ? ask.feature(line.text("feature")) : ask;
        } else if (line.has("bundle")) {
            ask = Ask.bundle(line.text("bundle"));
        } else if (line.has("features")) {
            ask = Ask.features(line.texts("features").toArray(String[]::new));
        } else if (line.has("feature")) {
            ask = Ask.features(line.text("feature"));
        } else {
            throw InvalidLine.missing("model", "given, or feature, features or bundle");
        }
        ask = line.has("provider") ? ask.provider(line.text("provider")) : ask;
        ask = line.has("tier") ? ask.customerTier(line.text("tier")) : ask;
        for (String modifier : line.texts("modifiers")) {
            ask = ask.with(modifier);
        }
        return ask;
    }

    private static Usage usage(Fields line) {
        Map<String, BigDecimal> quantities = line.quantities("usage", USAGE);
        if (line.flag("inclusive")) {
            Map<Dimension, Long> whole = new TreeMap<>();
            quantities.forEach((name, quantity) -> whole.put(dimension(name), whole(name, quantity)));
            return Usage.inclusive(whole);
        }
        Usage.Builder used = Usage.builder();
        quantities.forEach((name, quantity) -> used.add(dimension(name), quantity));
        return used.build();
    }

    private static Dimension dimension(String name) {
        try {
            return Dimension.of(name);
        } catch (InvalidInputException unknown) {
            throw InvalidLine.field("usage." + name, name, unknown.wanted());
        }
    }

    private static long whole(String name, BigDecimal quantity) {
        try {
            return quantity.longValueExact();
        } catch (ArithmeticException fraction) {
            throw InvalidLine.field("usage." + name, quantity.toPlainString(), "whole, where usage is inclusive");
        }
    }
}
