package dev.credits.pricing;

import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;

/**
 * What one credit is worth when costs are turned into credits.
 *
 * @param unit the code of the unit
 * @param value above zero, in the currency of the costs
 */
public record CreditValue(String unit, Money value) implements PriceItem {
    public CreditValue {
        CreditUnit.of(unit);
        if (value.amount().signum() <= 0 || value.currency() == null) {
            throw new InvalidInputException("value", value, "above zero and in a currency, such as 0.01 USD");
        }
    }

    /** One {@code CREDIT} is worth this. */
    public static CreditValue of(String value, String currency) {
        return new CreditValue(CreditUnit.CREDIT.code(), Money.of(value, currency));
    }

    @Override
    public PriceKind kind() {
        return PriceKind.VALUE;
    }

    @Override
    public String subject() {
        return subject(unit, String.valueOf(value.currencyCode()));
    }

    static String subject(String unit, String currency) {
        return unit + "/" + currency;
    }
}
