package dev.credits.cli.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An operation of the protocol, and the fields a line for it may have; a question mark makes one optional. */
@SuppressWarnings("ImmutableEnumChecker") // its lists and sets are unmodifiable
enum Op {
    OPEN(true, "account unit? scale? parent? funding? floor? unlimited? ensure?"),
    GRANT(true, "account amount source? starts? expires? priority? cost?"),
    CHARGE(true, "account amount?" + Op.PRICED),
    RESERVE(true, "account amount?" + Op.PRICED + " ttl?"),
    CAPTURE(true, "account hold amount"),
    SETTLE(true, "account hold amount?" + Op.PRICED + " over?"),
    EXTEND(true, "account hold ttl? amount?"),
    RELEASE(true, "account hold"),
    TRANSFER(true, "from to amount"),
    ALLOCATE(true, "from to amount"),
    RECLAIM(true, "from to amount"),
    CONVERT(true, "from to amount"),
    ADJUST(true, "account amount reason"),
    REVERSE(true, "account of amount? grace?"),
    FLOOR(true, "account amount reason"),
    FREEZE(true, "account reason"),
    UNFREEZE(true, "account reason"),
    CLOSE(true, "account reason"),
    LIMIT(true, "account window amount? reason zone? anchor? shadow? until?"),
    EXTRA(true, "account window amount reason"),
    RESET(true, "account window reason"),
    FUND(true, "account funding reclaim? reason"),
    MOVE(true, "account parent? reason"),
    PAUSE(true, "account reason"),
    RESUME(true, "account reason"),
    ALL(false, "commands"),
    PLAN(false, "account plan keep? key reason by? feature? meta? happened?"),
    PLANS(false, ""),
    RATE(false, "key from to rate starts? reason by? feature? meta? happened?"),
    QUOTE(false, "model? provider? usage? inclusive? tier? modifiers? feature? features? bundle? unit? scale?"),
    SWEEP(false, ""),
    BALANCE(false, "account at?"),
    ENTRIES(false, "account kind? source? by? feature? spender? text? from? to? limit? after?"),
    OUTCOME(false, "account of"),
    LIMITS(false, "account as?"),
    USAGE(false, "account from to zone? as?"),
    TREE(false, "account limit? as?"),
    QUOTA(false, "account"),
    AUDIT(false, "account limit? before?"),
    VERIFY(false, ""),
    CLOCK(false, "now");

    /** What may stand in place of an amount. */
    private static final String PRICED = " model? provider? usage? inclusive? tier? modifiers?";

    private static final String COMMON = " key by? reason? feature? meta? happened? preview?";
    private static final Map<String, Op> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Op::label, op -> op));

    private final boolean writes;
    private final List<String> fields;
    private final Set<String> required;

    Op(boolean writes, String spec) {
        this.writes = writes;
        List<String> names =
                new ArrayList<>(List.of((spec + (writes ? COMMON : "")).strip().split(" ")));
        names.remove("");
        required = names.stream().filter(name -> !name.endsWith("?")).collect(Collectors.toUnmodifiableSet());
        fields = names.stream().map(name -> name.replace("?", "")).distinct().toList();
    }

    static @Nullable Op of(String label) {
        return BY_LABEL.get(label);
    }

    static String labels() {
        return Arrays.stream(values()).map(Op::label).collect(Collectors.joining(", "));
    }

    /** Its name in a line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if a line of it is a command, which may share a commit with its neighbours. */
    boolean writes() {
        return writes;
    }

    /** The names of its fields, without {@code op}. */
    List<String> fields() {
        return fields;
    }

    boolean requires(String field) {
        return required.contains(field);
    }
}
