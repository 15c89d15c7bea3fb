package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;

/** Who caused a command: a user, an administrator, a service, as the host names them. */
public record Actor(String name) {
    /** The library itself, for what it books because time has passed. */
    public static final Actor CLOCK = new Actor("@clock");

    /** The host application, where no one else is named. */
    public static final Actor HOST = new Actor("host");

    private static final int MAX = 100;

    public Actor {
        Text.line("by", name, MAX);
    }

    /** Anyone but the library: a name that does not begin with {@code @}. */
    public static Actor of(String name) {
        Actor actor = new Actor(name);
        if (name.charAt(0) == '@') {
            throw new InvalidInputException("by", name, "a name that does not begin with @");
        }
        return actor;
    }

    @Override
    public String toString() {
        return name;
    }
}
