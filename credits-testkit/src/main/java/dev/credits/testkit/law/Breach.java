package dev.credits.testkit.law;

/** Something is not as it must be. */
public record Breach(Rule rule, String what) {
    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
