package dev.credits.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A card under certain modifiers, made ready: a price for every dimension as a whole number over one denominator. Prices a
 * usage in longs where they suffice; {@link #cost} does the same in numbers without bounds.
 */
final class Tariff {
    /** Told by {@link #fastCost} when longs do not suffice. */
    static final long TOO_LARGE = -1;

    private static final long MILLION = 1_000_000;

    /** The denominator of every price of one piece. */
    final BigInteger denominator;

    private final Map<Dimension, Slot> slots = new HashMap<>();
    private final List<Ladder> ladders;
    private final boolean countsRequests;

    Tariff(List<Slot.Row> rows, List<Ladder> ladders) {
        BigInteger common = BigInteger.ONE;
        for (Slot.Row row : rows) {
            for (var price : row.prices()) {
                common = common.divide(common.gcd(price.den())).multiply(price.den());
            }
        }
        this.denominator = common;
        this.ladders = ladders;
        rows.forEach(row -> slots.put(row.dimension(), new Slot(row, denominator)));
        Slot requests = slots.get(Dimension.REQUESTS);
        this.countsRequests = requests != null && requests.isPriced();
    }

    /** The usage as it is counted: one request, if requests have a price and it mentions none. */
    Usage counted(Usage usage) {
        return countsRequests && !usage.mentions(Dimension.REQUESTS)
                ? usage.plus(Usage.of(Dimension.REQUESTS, 1))
                : usage;
    }

    /** The first dimension that was used and has no price, or null. */
    @Nullable
    Dimension unpriced(Usage usage) {
        for (int i = 0; i < usage.dimensions.length; i++) {
            if (usage.quantities[i] != 0) {
                Slot slot = slots.get(usage.dimensions[i]);
                if (slot == null || !slot.isPriced()) {
                    return usage.dimensions[i];
                }
            }
        }
        return null;
    }

    /** The cost of a counted usage, all of it priced, over {@link #denominator} and its pieces; or {@link #TOO_LARGE}. */
    long fastCost(Usage usage) {
        int[] steps = steps(usage);
        long sum = 0;
        for (int i = 0; i < usage.dimensions.length; i++) {
            long quantity = usage.quantities[i];
            if (quantity != 0) {
                long cost = fastCost(slot(usage, i), quantity, usage, steps);
                sum += cost;
                if (cost < 0 || sum < 0) {
                    return TOO_LARGE;
                }
            }
        }
        return sum;
    }

    /** The same cost without bounds. */
    BigInteger cost(Usage usage) {
        BigInteger sum = BigInteger.ZERO;
        for (Share share : shares(usage)) {
            sum = sum.add(share.cost());
        }
        return sum;
    }

    /** What is priced at which rate, dimension by dimension and step by step. */
    List<Share> shares(Usage usage) {
        List<Share> shares = new ArrayList<>();
        int[] steps = steps(usage);
        for (int i = 0; i < usage.dimensions.length; i++) {
            Slot slot = slot(usage, i);
            long quantity = usage.quantities[i];
            if (quantity == 0) {
                continue;
            }
            if (isFlat(slot)) {
                shares.add(new Share(slot, slot.ladder < 0 ? 0 : steps[slot.ladder], quantity));
                continue;
            }
            Ladder ladder = ladders.get(slot.ladder);
            long start = start(ladder, slot.dimension, usage);
            for (int step = 0; step < ladder.steps(); step++) {
                long part = ladder.share(step, steps[slot.ladder], start, quantity, pieces(usage));
                if (part > 0) {
                    shares.add(new Share(slot, step, part));
                }
            }
        }
        return shares;
    }

    /** The bound above which this share lies; 0 for the lowest step. */
    long above(Share share) {
        return share.step == 0 ? 0 : ladders.get(share.slot.ladder).bound(share.step - 1);
    }

    private long fastCost(Slot slot, long quantity, Usage usage, int[] steps) {
        if (isFlat(slot)) {
            return times(quantity, slot.fastPrice(slot.ladder < 0 ? 0 : steps[slot.ladder]));
        }
        Ladder ladder = ladders.get(slot.ladder);
        long start = start(ladder, slot.dimension, usage);
        long sum = 0;
        for (int step = 0; step < ladder.steps(); step++) {
            long cost =
                    times(ladder.share(step, steps[slot.ladder], start, quantity, pieces(usage)), slot.fastPrice(step));
            sum += cost;
            if (cost < 0 || sum < 0) {
                return TOO_LARGE;
            }
        }
        return sum;
    }

    private static long times(long quantity, long price) {
        if (price < 0 || Math.multiplyHigh(quantity, price) != 0) {
            return TOO_LARGE;
        }
        long cost = quantity * price;
        return cost < 0 ? TOO_LARGE : cost;
    }

    private boolean isFlat(Slot slot) {
        return slot.ladder < 0 || ladders.get(slot.ladder).isWhole();
    }

    /** The step each ladder is on. */
    private int[] steps(Usage usage) {
        int[] steps = new int[ladders.size()];
        for (int ladder = 0; ladder < steps.length; ladder++) {
            long measure = 0;
            for (int i = 0; i < usage.dimensions.length; i++) {
                Slot slot = slots.get(usage.dimensions[i]);
                if (slot != null && (slot.measuredBy >>> ladder & 1) != 0) {
                    measure += usage.quantities[i];
                }
            }
            steps[ladder] = ladders.get(ladder).step(measure, pieces(usage));
        }
        return steps;
    }

    /** Where a dimension's stretch begins on its ladder. */
    private static long start(Ladder ladder, Dimension dimension, Usage usage) {
        long start = 0;
        for (Dimension before : ladder.measured) {
            if (before.equals(dimension)) {
                return start;
            }
            start += usage.pieces(before);
        }
        throw new IllegalStateException(dimension + " is not measured");
    }

    private Slot slot(Usage usage, int index) {
        Slot slot = slots.get(usage.dimensions[index]);
        return slot == null ? Slot.NONE : slot;
    }

    private static long pieces(Usage usage) {
        return usage.scale == 0 ? 1 : MILLION;
    }

    /** So much of a dimension, in pieces, priced on one step. */
    record Share(Slot slot, int step, long quantity) {
        BigInteger cost() {
            return slot.price(step).multiply(BigInteger.valueOf(quantity));
        }

        Rate rate() {
            return slot.rates.get(step);
        }
    }
}
