package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;

/** The host's name for an account, such as {@code user:42} or {@code org:7/team:2}. Names beginning with {@code @} are the boundaries'. */
public record AccountId(String value) implements Comparable<AccountId> {
    private static final int MAX = 200;

    public AccountId {
        Text.line("account", value, MAX);
        if (value.charAt(0) == '@' || !value.equals(value.strip())) {
            throw new InvalidInputException(
                    "account", value, "a name that neither begins with @ nor begins or ends with a space");
        }
    }

    public static AccountId of(String value) {
        return new AccountId(value);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
