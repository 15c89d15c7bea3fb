package dev.credits.cli.price;

import dev.credits.pricing.Bundle;
import dev.credits.pricing.CreditValue;
import dev.credits.pricing.DefaultRates;
import dev.credits.pricing.FixedPrice;
import dev.credits.pricing.MarginRule;
import dev.credits.pricing.PriceItem;
import dev.credits.pricing.RateCard;
import dev.credits.pricing.Rounding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is in a price book, each in one line. */
final class Items {
    private Items() {}

    static String text(@Nullable PriceItem item) {
        if (item == null) {
            return "withdrawn";
        } else if (item instanceof RateCard card) {
            return Cards.rates(card);
        } else if (item instanceof DefaultRates rates) {
            return Cards.rates(rates.card());
        } else if (item instanceof MarginRule rule) {
            return rule.percent().toPlainString() + " %";
        } else if (item instanceof CreditValue value) {
            return "1 " + value.unit() + " = " + value.value();
        } else if (item instanceof Rounding rounding) {
            return rounding.mode().name().toLowerCase(Locale.ROOT) + " to steps of " + rounding.step();
        } else if (item instanceof FixedPrice price) {
            return price.credits().toString();
        } else if (item instanceof Bundle bundle) {
            return bundle.credits() + " for " + bundle.features()
                    + (bundle.until() == null ? "" : " until " + bundle.until());
        }
        return item.toJson();
    }
}
