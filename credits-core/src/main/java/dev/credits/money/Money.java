package dev.credits.money;

import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What something costs: an exact decimal in an ISO 4217 currency, or in none where the figure is only relative.
 * Equal sums are equal, however many zeros they were written with.
 *
 * @param amount the exact sum, zero or more
 * @param currency the currency, or null for none
 */
public record Money(BigDecimal amount, @Nullable Currency currency) {
    private static final int MAX_DIGITS = 30;
    private static final int MAX_SCALE = 15;

    public Money {
        if (amount.signum() < 0
                || (long) amount.precision() - amount.scale() > MAX_DIGITS
                || amount.scale() > MAX_SCALE) {
            throw new InvalidInputException(
                    "cost", amount.toString(), "zero or more, with at most 15 decimals and 30 digits before them");
        }
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    /** A sum such as {@code of("9.99", "USD")}. */
    public static Money of(String amount, @Nullable String currencyCode) {
        return new Money(decimal(amount), currencyCode == null ? null : currency(currencyCode));
    }

    /** The currency's ISO code, or null for none. */
    public @Nullable String currencyCode() {
        return currency == null ? null : currency.getCurrencyCode();
    }

    /** The sum; refuses two currencies. */
    public Money plus(Money other) {
        if (!java.util.Objects.equals(currency, other.currency)) {
            throw new InvalidInputException("currency", other.currencyCode(), String.valueOf(currencyCode()));
        }
        return new Money(amount.add(other.amount), currency);
    }

    @Override
    public String toString() {
        return amount.toPlainString() + (currency == null ? "" : " " + currency.getCurrencyCode());
    }

    private static BigDecimal decimal(String text) {
        try {
            if (text.length() <= MAX_DIGITS + MAX_SCALE + 1 && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException notANumber) {
            // told below, with the field's name
        }
        throw new InvalidInputException("cost", text, "a decimal number such as 9.99");
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new InvalidInputException("currency", code, "an ISO 4217 code such as USD");
        }
    }
}
