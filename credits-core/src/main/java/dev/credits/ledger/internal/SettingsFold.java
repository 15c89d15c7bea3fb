package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Open;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An account's administrative entries folded in order: what its settings and limits must be.
 */
final class SettingsFold {
    private final Account account;
    private final Map<String, Setting> settings = new HashMap<>();
    private final Map<Window, LimitFold> limits = new EnumMap<>(Window.class);
    private final List<String> broken = new ArrayList<>();
    private AccountStatus status = AccountStatus.OPEN;
    private @Nullable String opened;

    SettingsFold(Account account) {
        this.account = account;
    }

    void entry(Entry entry) {
        status = switch (entry.kind()) {
            case FREEZE -> AccountStatus.FROZEN;
            case PAUSE -> AccountStatus.PAUSED;
            case CLOSE -> AccountStatus.CLOSED;
            case UNFREEZE, RESUME -> AccountStatus.OPEN;
            default -> status;
        };
        Amendment amendment = entry.amendment();
        if (amendment == null) {
            return;
        }
        switch (entry.kind()) {
            case OPEN -> opened = amendment.next();
            case LIMIT, EXTRA, RESET, REVERSE -> limit(entry, amendment);
            default ->
                settings.merge(amendment.what(), new Setting(amendment.previous(), amendment.next()), this::follow);
        }
    }

    /** Compares the account's row with the fold; what differs is handed to {@code violation} with its law. */
    void end(List<Limit> stored, BiConsumer<String, String> violation) {
        broken.forEach(what -> violation.accept("L2", what));
        same("status", status.name(), account.status().name(), violation);
        now("floor", plain(account.floor()), violation);
        if (account.funding() == Funding.METERED) {
            same("floor", plain(Open.UNLIMITED), plain(account.floor()), violation);
        }
        now("funding", account.funding().name(), violation);
        now("parent", text(account.parent()), violation);
        now("stop", account.stops() ? "on" : "off", "off", violation);
        now("plan", account.plan(), null, violation);
        if (opened != null) {
            Funding funding = Funding.valueOf(
                    Objects.requireNonNull(first("funding", account.funding().name())));
            String parent = first("parent", text(account.parent()));
            String floor = first("floor", plain(account.floor()));
            same("beginning", opened, AccountRules.standing(funding, parent, floor), violation);
        }
        limits(stored, violation);
    }

    private void limits(List<Limit> stored, BiConsumer<String, String> violation) {
        long inForce = stored.stream().filter(Limit::isInForce).count();
        if (inForce != account.limits()) {
            violation.accept("L2", "the row counts " + account.limits() + " limits in force; there are " + inForce);
        }
        for (Limit limit : stored) {
            LimitFold fold = limits.remove(limit.window());
            if (fold == null) {
                violation.accept("L2", "its " + limit.window() + " limit was set by no entry");
            } else {
                fold.compare(limit, violation);
            }
        }
        limits.forEach((window, fold) -> {
            if (fold.spelled != null) {
                violation.accept("L2", "its " + window + " limit is missing");
            }
        });
    }

    private void limit(Entry entry, Amendment amendment) {
        String[] words = amendment.what().split(" ", 3);
        LimitFold fold = limits.computeIfAbsent(Window.valueOf(words[1]), window -> new LimitFold());
        fold.entry(entry, amendment);
    }

    private Setting follow(Setting before, Setting next) {
        if (!Objects.equals(before.next, next.previous)) {
            broken.add("an entry changes " + next.previous + ", which had been changed to " + before.next);
        }
        return new Setting(before.previous, next.next);
    }

    /** The same of a setting that is {@code usual} until an entry changes it. */
    private void now(
            String what, @Nullable String stored, @Nullable String usual, BiConsumer<String, String> violation) {
        Setting setting = settings.get(what);
        same(what, setting == null ? usual : setting.next, stored, violation);
    }

    private void now(String what, @Nullable String stored, BiConsumer<String, String> violation) {
        Setting setting = settings.get(what);
        if (setting != null) {
            same(what, setting.next, stored, violation);
        }
    }

    private @Nullable String first(String what, @Nullable String stored) {
        Setting setting = settings.get(what);
        return setting == null ? stored : setting.previous;
    }

    private static void same(
            String what, @Nullable String folded, @Nullable String stored, BiConsumer<String, String> violation) {
        if (!Objects.equals(folded, stored)) {
            violation.accept("L2", "its " + what + " is " + stored + "; its entries make " + folded);
        }
    }

    private String plain(long minor) {
        return account.amount(minor).toPlainString();
    }

    private static @Nullable String text(@Nullable AccountId id) {
        return id == null ? null : id.value();
    }

    /** A setting as it first was, and as it is last. */
    private record Setting(
            @Nullable String previous, @Nullable String next) {}

    /** One limit's entries. */
    private static final class LimitFold {
        private final List<Given> forgiven = new ArrayList<>();
        private String window = "";
        private @Nullable String spelled;
        private @Nullable Given extra;
        private int pardons;
        private Instant last = Instant.EPOCH;

        void entry(Entry entry, Amendment amendment) {
            boolean same = entry.kind() == EntryKind.LIMIT && Objects.equals(amendment.previous(), amendment.next());
            last = same || entry.kind() == EntryKind.REVERSE ? last : entry.counted();
            switch (entry.kind()) {
                case EXTRA -> extra = new Given(entry.counted(), minor(entry, amendment.next()));
                case RESET -> {
                    pardons++;
                    forgiven.add(new Given(entry.counted(), minor(entry, amendment.previous())));
                }
                case REVERSE ->
                    forgiven.add(new Given(
                            entry.counted(), minor(entry, amendment.next()) - minor(entry, amendment.previous())));
                default -> {
                    String next = amendment.what().substring("limit ".length());
                    if (spelled == null || !next.equals(window)) {
                        extra = null;
                        forgiven.clear();
                    }
                    window = next;
                    spelled = amendment.next();
                }
            }
        }

        void compare(Limit limit, BiConsumer<String, String> violation) {
            same(limit.window() + " limit", spelled, limit.spelled(), violation);
            if (limit.pardons() != pardons) {
                violation.accept(
                        "L13",
                        "its " + limit.window() + " limit counts " + limit.pardons() + " pardons; its entries make "
                                + pardons);
            }
            same(limit.window() + " window", window, limit.spelledWindow(), violation);
            if (!limit.isInForce()) {
                if (!limit.equals(LimitRules.lifted(limit))) {
                    violation.accept("L13", "its " + limit.window() + " limit is lifted, and counts all the same");
                }
                return;
            }
            long given = extra == null ? 0 : extra.in(limit);
            long kept = forgiven.stream().mapToLong(each -> each.in(limit)).sum();
            if (limit.extra() != given || limit.reset() != kept) {
                violation.accept(
                        "L13",
                        "its " + limit.window() + " limit has " + limit.extra() + " extra and " + limit.reset()
                                + " forgiven; its entries make " + given + " and " + kept);
            }
            if (limit.at(last).period().isAfter(limit.period())) {
                violation.accept(
                        "L13",
                        "its " + limit.window() + " limit counts from " + limit.period()
                                + ", a window before that of its last entry, at " + last);
            }
        }

        private static long minor(Entry entry, @Nullable String amount) {
            return amount == null ? 0 : Amount.of(amount, entry.unit()).minor();
        }
    }

    /** What an entry gave for the window it was made in. */
    private record Given(Instant at, long amount) {
        long in(Limit limit) {
            return Usage.slot(at).isBefore(limit.period()) ? 0 : amount;
        }
    }
}
