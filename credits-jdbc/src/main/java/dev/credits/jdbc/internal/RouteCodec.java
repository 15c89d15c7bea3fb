package dev.credits.jdbc.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.Pardons;
import dev.credits.ledger.Route;
import dev.credits.ledger.Shadow;
import dev.credits.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How spending came, and what was amended, as text: the spender has a column of its own, all else is one flat JSON object
 * of strings, in which lists have a line for each element.
 */
final class RouteCodec {
    private static final String VIA = "via";
    private static final String COUNTED = "counted";
    private static final String SHADOWS = "shadows";
    private static final String PARDONS = "pardons";

    private RouteCodec() {}

    static @Nullable String spender(List<AccountId> path) {
        return path.isEmpty() ? null : path.get(0).value();
    }

    /** The accounts between the spender and the one whose credits they are, a line each. */
    static @Nullable String via(List<AccountId> path) {
        return path.size() < 2
                ? null
                : String.join(
                        "\n",
                        path.subList(1, path.size()).stream()
                                .map(AccountId::value)
                                .toList());
    }

    static List<AccountId> path(@Nullable AccountId spender, @Nullable String via) {
        if (spender == null) {
            if (via != null) {
                throw new IllegalArgumentException("a way that begins with no spender: " + via);
            }
            return List.of();
        }
        List<AccountId> path = new ArrayList<>();
        path.add(spender);
        if (via != null) {
            via.lines().map(AccountId::of).forEach(path::add);
        }
        return List.copyOf(path);
    }

    static @Nullable String write(Route route) {
        if (route.isDirect()
                || route.path().size() == 1
                        && route.counted() == null
                        && route.shadows().isEmpty()
                        && route.pardons().isEmpty()) {
            return null;
        }
        Map<String, String> pairs = new TreeMap<>();
        put(pairs, VIA, via(route.path()));
        put(pairs, COUNTED, route.counted() == null ? null : route.counted().toString());
        put(pairs, SHADOWS, shadows(route.shadows()));
        put(pairs, PARDONS, pardons(route.pardons()));
        return MetadataJson.write(pairs);
    }

    static Route read(@Nullable AccountId spender, @Nullable String text) {
        if (spender == null && text == null) {
            return Route.DIRECT;
        }
        Map<String, String> pairs = MetadataJson.read(text);
        String counted = pairs.get(COUNTED);
        return new Route(
                path(spender, pairs.get(VIA)),
                counted == null ? null : Instant.parse(counted),
                shadows(pairs.get(SHADOWS)),
                pardons(pairs.get(PARDONS)));
    }

    static @Nullable String write(@Nullable Amendment amendment) {
        if (amendment == null) {
            return null;
        }
        Map<String, String> pairs = new TreeMap<>();
        put(pairs, "what", amendment.what());
        put(pairs, "previous", amendment.previous());
        put(pairs, "next", amendment.next());
        return MetadataJson.write(pairs);
    }

    static @Nullable Amendment amendment(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Map<String, String> pairs = MetadataJson.read(text);
        String what = pairs.get("what");
        if (what == null) {
            throw new IllegalArgumentException("not an amendment: " + text);
        }
        return new Amendment(what, pairs.get("previous"), pairs.get("next"));
    }

    private static void put(Map<String, String> pairs, String name, @Nullable String value) {
        if (value != null) {
            pairs.put(name, value);
        }
    }

    private static @Nullable String shadows(List<Shadow> shadows) {
        return lines(shadows, shadow -> shadow.excess() + " " + shadow.window() + " " + shadow.account());
    }

    private static List<Shadow> shadows(@Nullable String text) {
        return limits(text, (account, window, excess) -> new Shadow(account, window, excess));
    }

    private static @Nullable String pardons(List<Pardons> pardons) {
        return lines(pardons, had -> had.times() + " " + had.window() + " " + had.account());
    }

    private static List<Pardons> pardons(@Nullable String text) {
        return limits(text, (account, window, times) -> new Pardons(account, window, Math.toIntExact(times)));
    }

    private static <T> @Nullable String lines(List<T> values, Function<T, String> line) {
        return values.isEmpty() ? null : values.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static <T> List<T> limits(@Nullable String text, OfLimit<T> value) {
        return text == null
                ? List.of()
                : text.lines().map(line -> ofLimit(line, value)).toList();
    }

    private static <T> T ofLimit(String line, OfLimit<T> value) {
        int window = line.indexOf(' ') + 1;
        int account = line.indexOf(' ', window) + 1;
        return value.of(
                AccountId.of(line.substring(account)),
                Window.valueOf(line.substring(window, account - 1)),
                Long.parseLong(line, 0, window - 1, 10));
    }

    /** What is told of one limit by a number. */
    private interface OfLimit<T> {
        T of(AccountId account, Window window, long number);
    }
}
