package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What publishing a table would change, card by card.
 *
 * @param added cards of models that have none
 * @param changed cards that say something else than the ones in force
 * @param gone cards in force of models that the table does not name, not even without a price
 * @param same how many say the same, or are of models that the table names without a price
 * @param sound whether the table was read to its end and without a fault: only then is what it does not have gone
 */
public record PriceDiff(List<RateCard> added, List<Changed> changed, List<RateCard> gone, int same, boolean sound) {
    private static final int PERCENT_DECIMALS = 6;

    public PriceDiff {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        gone = List.copyOf(gone);
    }

    /** The difference between the cards in force and these, which are all there are. */
    public static PriceDiff between(Collection<RateCard> inForce, Collection<RateCard> cards) {
        return between(inForce, PriceTable.of(cards));
    }

    /** The difference between the cards in force and a table. */
    public static PriceDiff between(Collection<RateCard> inForce, PriceTable table) {
        Map<String, RateCard> before = bySubject(inForce);
        Map<String, RateCard> after = bySubject(table.cards());
        List<RateCard> added = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        int same = 0;
        for (RateCard card : after.values()) {
            RateCard old = before.remove(card.subject());
            List<Change> changes = old == null ? List.of() : changes(old, card);
            if (old == null) {
                added.add(card);
            } else if (changes.isEmpty()) {
                same++;
            } else {
                changed.add(new Changed(old, card, changes));
            }
        }
        Set<String> named = Set.copyOf(table.unpriced());
        List<RateCard> gone = new ArrayList<>();
        for (RateCard card : before.values()) {
            if (named.contains(card.subject()) || named.contains(card.model())) {
                same++;
            } else {
                gone.add(card);
            }
        }
        return new PriceDiff(added, changed, gone, same, table.isSound());
    }

    /** What to publish of what is added and changed. */
    public List<PriceChange> changes() {
        List<PriceChange> changes = new ArrayList<>();
        added.forEach(card -> changes.add(PriceChange.set(card)));
        changed.forEach(card -> changes.add(PriceChange.set(card.after())));
        return changes;
    }

    /**
     * The withdrawal of what is gone.
     *
     * @param mostPercent how many of the cards in force may go, in percent; more are refused
     * @throws InvalidInputException also if the table was not read whole: then nobody knows what is gone
     */
    public List<PriceChange> withdrawals(int mostPercent) {
        if (!sound) {
            throw new InvalidInputException(
                    "withdrawal",
                    "of what a table does not have",
                    "from a table that was read to its end without a fault");
        }
        if (isMoreGoneThan(mostPercent)) {
            throw new InvalidInputException(
                    "withdrawals", gone.size() + " of " + inForce() + " cards", "at most " + mostPercent + " %");
        }
        return gone.stream()
                .map(card -> PriceChange.withdraw(PriceKind.CARD, card.subject()))
                .toList();
    }

    /** True if more of the cards in force are gone than this, in percent. */
    public boolean isMoreGoneThan(int percent) {
        return gone.size() * 100L > (long) percent * inForce();
    }

    /** How many cards are in force. */
    public int inForce() {
        return gone.size() + changed.size() + same;
    }

    private static List<Change> changes(RateCard before, RateCard after) {
        Map<String, Object> old = Aspects.of(before);
        Map<String, Object> now = Aspects.of(after);
        TreeSet<String> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String what : all) {
            Object from = old.get(what);
            Object to = now.get(what);
            if (from instanceof Rate one && to instanceof Rate other) {
                if (!one.isSameAs(other)) {
                    changes.add(change(what, one, other));
                }
            } else if (from == null || !from.equals(to)) {
                changes.add(new Change(what, text(from), text(to), null, true));
            }
        }
        return changes;
    }

    private static Change change(String what, Rate from, Rate to) {
        Ratio old = from.ratio();
        if (old.num().signum() == 0) {
            return new Change(what, from.toString(), to.toString(), null, true);
        }
        Ratio percent = to.ratio().over(old).minus(Ratio.ONE).times(Ratio.of(100));
        BigDecimal shown = Usage.plain(percent.decimal(PERCENT_DECIMALS, RoundingMode.HALF_EVEN));
        return new Change(what, from.toString(), to.toString(), shown, percent.isDecimal(PERCENT_DECIMALS));
    }

    private static @Nullable String text(@Nullable Object aspect) {
        return aspect == null ? null : aspect.toString();
    }

    private static Map<String, RateCard> bySubject(Collection<RateCard> cards) {
        Map<String, RateCard> all = new TreeMap<>();
        cards.forEach(card -> all.put(card.subject(), card));
        return all;
    }

    /** A card that says something else. */
    public record Changed(RateCard before, RateCard after, List<Change> changes) {}

    /**
     * One thing it says differently.
     *
     * @param what such as {@code input}, or {@code input above 200000 with batch}
     * @param from what it was; null if it is new
     * @param to what it is; null if it is gone
     * @param percent by how much a rate changes; null if there is nothing to compare with
     * @param exact whether that is the exact percentage, or rounded to six decimals
     */
    public record Change(
            String what,
            @Nullable String from,
            @Nullable String to,
            @Nullable BigDecimal percent,
            boolean exact) {}
}
