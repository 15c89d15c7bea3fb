package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;

/**
 * What was paid for credits, as an exact ratio: {@code paid} for {@code forMinor} minor units. Parts of a lot carry the
 * ratio unchanged, so nothing is rounded as they move.
 */
public record CostBasis(Money paid, long forMinor) {
    public CostBasis {
        if (forMinor <= 0) {
            throw new InvalidInputException("cost", forMinor, "for more than zero credits");
        }
    }
}
