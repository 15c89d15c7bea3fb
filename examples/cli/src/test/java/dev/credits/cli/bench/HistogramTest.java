package dev.credits.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void quantiles_are_those_of_the_sorted_values_within_the_width_of_a_bucket() {
        SplittableRandom random = new SplittableRandom(7);
        Histogram histogram = new Histogram();
        long[] values = new long[20_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble(0, 25));
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (int quantile : new int[] {100, 50_000, 95_000, 99_000, 99_900}) {
            long exact = values[(int) Math.ceil(values.length * (quantile / 100_000.0)) - 1];
            assertThat((double) histogram.quantile(quantile)).isCloseTo(exact, within(exact * 0.016));
        }
        assertThat(histogram.count()).isEqualTo(values.length);
        assertThat(histogram.longest()).isEqualTo(values[values.length - 1]);
        assertThat(histogram.quantile(100_000)).isEqualTo(histogram.longest());
    }

    @Test
    void small_and_extreme_values_have_buckets() {
        Histogram histogram = new Histogram();
        for (long value : new long[] {-1, 0, 1, 127, 128, 129, Long.MAX_VALUE}) {
            histogram.record(value);
        }
        assertThat(histogram.count()).isEqualTo(7);
        assertThat(histogram.quantile(1)).isZero();
        assertThat(histogram.quantile(50_000)).isEqualTo(127);
        assertThat(histogram.longest()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void histograms_add_up() {
        Histogram one = new Histogram();
        Histogram other = new Histogram();
        one.record(10);
        other.record(1_000);
        other.record(20);
        one.add(other);
        assertThat(one.count()).isEqualTo(3);
        assertThat(one.quantile(50_000)).isEqualTo(20);
        assertThat(one.longest()).isEqualTo(1_000);
    }

    @Test
    void nothing_recorded_is_nothing_known() {
        assertThat(new Histogram().quantile(99_000)).isZero();
    }
}
