package dev.credits.money;

/**
 * What an account counts in: a code and how many decimals one unit has. Two units are the same only if both agree.
 *
 * @param code 1 to 20 characters of {@code A-Z 0-9 _ -}, beginning with a letter
 * @param scale decimals, 0 to 9
 */
public record CreditUnit(String code, int scale) {
    /** The unit an account has unless it names another: {@code CREDIT}, with six decimals. */
    public static final CreditUnit CREDIT = new CreditUnit("CREDIT", 6);

    private static final int MAX_CODE = 20;
    private static final int MAX_SCALE = 9;

    public CreditUnit {
        if (!isCode(code)) {
            throw new InvalidInputException(
                    "unit", code, "1 to 20 characters of A-Z, 0-9, _ and -, beginning with a letter");
        }
        if (scale < 0 || scale > MAX_SCALE) {
            throw new InvalidInputException("scale", scale, "a whole number from 0 to 9");
        }
    }

    /** A unit of this code with the default six decimals. */
    public static CreditUnit of(String code) {
        return new CreditUnit(code, CREDIT.scale);
    }

    @Override
    public String toString() {
        return code + "/" + scale;
    }

    private static boolean isCode(String code) {
        if (code.isEmpty() || code.length() > MAX_CODE || code.charAt(0) < 'A' || code.charAt(0) > 'Z') {
            return false;
        }
        return code.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-');
    }
}
