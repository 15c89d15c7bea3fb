package dev.credits.cli.bench;

import java.util.List;

/** How two sides compare, round by round: the lowest, the middle and the highest of the rounds' ratios. */
record Ratio(double min, double median, double max) {
    /** The ratios {@code ours / theirs}, a pair a round. */
    static Ratio of(List<Double> ours, List<Double> theirs) {
        if (ours.isEmpty() || ours.size() != theirs.size()) {
            throw new IllegalArgumentException(ours.size() + " rounds against " + theirs.size());
        }
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i) / theirs.get(i);
        }
        return new Ratio(at(ratios, 0), median(ratios), at(ratios, ratios.length - 1));
    }

    static double median(List<Double> values) {
        return median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double median(double[] values) {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? at(values, middle) : (at(values, middle - 1) + at(values, middle)) / 2;
    }

    private static double at(double[] values, int rank) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[rank];
    }
}
