package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call used: quantities by dimension. The dimensions exclude each other, so every token is counted once; the
 * adapters {@link #inclusive} and {@link #exclusive} bring what providers report into this form. Immutable.
 */
public final class Usage {
    /** The largest quantity of one dimension. */
    public static final long MOST = 100_000_000_000L;

    /** The decimals a quantity may have. */
    public static final int DECIMALS = 6;

    /**
     * What is part of what where providers report totals: cached and other special tokens of the prompt within input, those
     * of the answer within output.
     */
    public static final Map<Dimension, Dimension> PARTS = Ordered.map(Map.ofEntries(
            Map.entry(Dimension.CACHED_READ, Dimension.INPUT),
            Map.entry(Dimension.CACHED_WRITE, Dimension.INPUT),
            Map.entry(Dimension.CACHED_WRITE_1H, Dimension.CACHED_WRITE),
            Map.entry(Dimension.AUDIO_INPUT, Dimension.INPUT),
            Map.entry(Dimension.AUDIO_CACHED_READ, Dimension.CACHED_READ),
            Map.entry(Dimension.AUDIO_CACHED_WRITE, Dimension.CACHED_WRITE),
            Map.entry(Dimension.IMAGE_INPUT_TOKENS, Dimension.INPUT),
            Map.entry(Dimension.IMAGE_CACHED_READ, Dimension.CACHED_READ),
            Map.entry(Dimension.VIDEO_INPUT_TOKENS, Dimension.INPUT),
            Map.entry(Dimension.REASONING, Dimension.OUTPUT),
            Map.entry(Dimension.AUDIO_OUTPUT, Dimension.OUTPUT),
            Map.entry(Dimension.IMAGE_OUTPUT_TOKENS, Dimension.OUTPUT),
            Map.entry(Dimension.VIDEO_OUTPUT_TOKENS, Dimension.OUTPUT)));

    private static final Usage NONE = new Usage(new Dimension[0], new long[0], 0, List.of());
    private static final int MAX_DIMENSIONS = 64;

    /** The dimensions, in the order they came; read only within the package. */
    final Dimension[] dimensions;
    /** Their quantities, in pieces of 10 to the power of -scale. */
    final long[] quantities;
    /** 0 if every quantity is whole, or else {@link #DECIMALS}. */
    final int scale;

    private final List<Overlap> overlaps;

    private Usage(Dimension[] dimensions, long[] quantities, int scale, List<Overlap> overlaps) {
        this.dimensions = dimensions;
        this.quantities = quantities;
        this.scale = scale;
        this.overlaps = overlaps;
    }

    /** Nothing. */
    public static Usage none() {
        return NONE;
    }

    /** Tokens of a plain prompt and answer. */
    public static Usage tokens(long input, long output) {
        return builder()
                .add(Dimension.INPUT, input)
                .add(Dimension.OUTPUT, output)
                .build();
    }

    public static Usage of(Dimension dimension, long quantity) {
        return builder().add(dimension, quantity).build();
    }

    public static Usage of(Map<Dimension, Long> quantities) {
        return exclusive(quantities);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What a provider reports whose totals leave out what it also reports beside them. */
    public static Usage exclusive(Map<Dimension, Long> reported) {
        return reported(reported, Map.of());
    }

    /**
     * What a provider reports whose totals contain what it also reports beside them, by {@link #PARTS}. Parts that add up to
     * more than their total leave nothing of it, and are told in {@link #overlaps}.
     */
    public static Usage inclusive(Map<Dimension, Long> reported) {
        return reported(reported, PARTS);
    }

    /** The same, where the provider's own habits say what is part of what. */
    public static Usage reported(Map<Dimension, Long> reported, Map<Dimension, Dimension> partOf) {
        return Parts.exclude(new TreeMap<>(reported), partOf);
    }

    /** Both together, dimension by dimension. */
    public Usage plus(Usage other) {
        return builder()
                .addAll(this)
                .addAll(other)
                .overlaps(overlaps)
                .overlaps(other.overlaps)
                .build();
    }

    /** True if it says how much of this, be it zero. */
    boolean mentions(Dimension dimension) {
        for (Dimension mentioned : dimensions) {
            if (mentioned.equals(dimension)) {
                return true;
            }
        }
        return false;
    }

    /** How much of this, in pieces of 10 to the power of -scale. */
    long pieces(Dimension dimension) {
        for (int i = 0; i < dimensions.length; i++) {
            if (dimensions[i].equals(dimension)) {
                return quantities[i];
            }
        }
        return 0;
    }

    /** How much of this; zero if it is not mentioned. */
    public BigDecimal quantity(Dimension dimension) {
        return plain(BigDecimal.valueOf(pieces(dimension), scale));
    }

    /** Everything mentioned, zeros included. */
    public Map<Dimension, BigDecimal> quantities() {
        Map<Dimension, BigDecimal> all = new TreeMap<>();
        for (int i = 0; i < dimensions.length; i++) {
            all.put(dimensions[i], plain(BigDecimal.valueOf(quantities[i], scale)));
        }
        return all;
    }

    /** Where what was reported contradicts itself. */
    public List<Overlap> overlaps() {
        return overlaps;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Usage usage && quantities().equals(usage.quantities());
    }

    @Override
    public int hashCode() {
        return quantities().hashCode();
    }

    @Override
    public String toString() {
        return quantities().toString();
    }

    static void require(Dimension dimension, long quantity) {
        Builder.require(dimension, quantity >= 0 && quantity <= MOST, quantity);
    }

    static BigDecimal plain(BigDecimal quantity) {
        return quantity.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(quantity.stripTrailingZeros().toPlainString());
    }

    /**
     * Parts that were reported as more than the whole they are within.
     *
     * @param reported the whole, as reported
     * @param parts their sum
     */
    public record Overlap(Dimension whole, long reported, long parts) {}

    /** Collects quantities; the same dimension again adds to it. Not thread-safe. */
    public static final class Builder {
        private Dimension[] dimensions = new Dimension[6];
        private long[] quantities = new long[6];
        private int count;
        private int scale;
        private List<Overlap> overlaps = List.of();

        private Builder() {}

        public Builder add(Dimension dimension, long quantity) {
            require(dimension, quantity >= 0 && quantity <= MOST, quantity);
            return put(dimension, scale == 0 ? quantity : quantity * pieces());
        }

        /** A quantity with up to six decimals, such as seconds. */
        public Builder add(Dimension dimension, BigDecimal quantity) {
            BigDecimal exact = plain(Decimals.bounded("usage of " + dimension, quantity));
            require(
                    dimension,
                    exact.signum() >= 0 && (long) exact.precision() - exact.scale() <= 12 && exact.scale() <= DECIMALS,
                    quantity);
            if (exact.scale() <= 0) {
                return add(dimension, exact.longValueExact());
            }
            require(dimension, exact.compareTo(BigDecimal.valueOf(MOST)) <= 0, quantity);
            refine();
            return put(dimension, exact.movePointRight(DECIMALS).longValueExact());
        }

        public Builder addAll(Usage usage) {
            for (int i = 0; i < usage.dimensions.length; i++) {
                add(usage.dimensions[i], BigDecimal.valueOf(usage.quantities[i], usage.scale));
            }
            return this;
        }

        Builder overlaps(List<Overlap> more) {
            if (!more.isEmpty()) {
                List<Overlap> all = new ArrayList<>(overlaps);
                all.addAll(more);
                overlaps = List.copyOf(all);
            }
            return this;
        }

        public Usage build() {
            return new Usage(Arrays.copyOf(dimensions, count), Arrays.copyOf(quantities, count), scale, overlaps);
        }

        private Builder put(Dimension dimension, long pieces) {
            for (int i = 0; i < count; i++) {
                if (dimensions[i].equals(dimension)) {
                    quantities[i] += pieces;
                    require(dimension, quantities[i] <= (scale == 0 ? MOST : MOST * pieces()), quantities[i]);
                    return this;
                }
            }
            if (count == dimensions.length) {
                require(dimension, count < MAX_DIMENSIONS, "dimension number " + (count + 1));
                dimensions = Arrays.copyOf(dimensions, Math.min(MAX_DIMENSIONS, count * 2));
                quantities = Arrays.copyOf(quantities, Math.min(MAX_DIMENSIONS, count * 2));
            }
            dimensions[count] = dimension;
            quantities[count++] = pieces;
            return this;
        }

        /** From whole pieces to millionths. */
        private void refine() {
            if (scale == 0) {
                scale = DECIMALS;
                for (int i = 0; i < count; i++) {
                    quantities[i] *= pieces();
                }
            }
        }

        private static long pieces() {
            return 1_000_000;
        }

        private static void require(Dimension dimension, boolean sane, Object quantity) {
            if (!sane) {
                throw new InvalidInputException(
                        "usage of " + dimension,
                        quantity,
                        "from 0 to " + MOST + ", with at most 6 decimals, of at most 64 dimensions");
            }
        }
    }
}
