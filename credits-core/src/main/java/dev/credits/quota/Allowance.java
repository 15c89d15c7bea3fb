package dev.credits.quota;

import dev.credits.ledger.Window;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much of one quota a plan allows in a window.
 *
 * @param quota what is counted, such as {@code generations} or {@code storage-mb}: 1 to 40 characters of a-z, 0-9 and -
 * @param window {@link Window#NONE} for what is counted in total
 * @param most how many, zero for none, or null for as many as anyone likes
 */
public record Allowance(
        String quota, Window window, @Nullable Long most) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    public Allowance {
        checkedName(quota);
        if (most != null && most != 0) {
            Amounts.count("most", most);
        }
    }

    /** So many a calendar month. */
    public static Allowance monthly(String quota, long most) {
        return new Allowance(quota, Window.MONTH, most);
    }

    /** So many in total. */
    public static Allowance total(String quota, long most) {
        return new Allowance(quota, Window.NONE, most);
    }

    /** None at all, which is also what a plan allows that does not name the quota. */
    public static Allowance none(String quota) {
        return total(quota, 0);
    }

    /** As many as anyone likes; they are still counted. */
    public static Allowance unlimited(String quota, Window window) {
        return new Allowance(quota, window, null);
    }

    static String checkedName(String quota) {
        Text.line("quota", quota, 40);
        if (!NAME.matcher(quota).matches()) {
            throw new InvalidInputException("quota", quota, "1 to 40 characters of a-z, 0-9 and -");
        }
        return quota;
    }
}
