package dev.credits.architecture.broken;

import java.math.BigDecimal;
import java.util.List;

final class Fractions {
    private double field;

    double returned() {
        return field;
    }

    void taken(float amount) {}

    void inGenerics(List<Double> amounts) {}

    void inArrays(float[] amounts) {}

    long called(BigDecimal amount) {
        return (long) amount.doubleValue();
    }

    BigDecimal made(String text) {
        return new BigDecimal(Double.parseDouble(text));
    }

    /** Only the source shows this one. */
    long hidden(long amount) {
        return (long) (amount * 1.1);
    }
}
