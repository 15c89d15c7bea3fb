package dev.credits.ledger;

import dev.credits.ledger.Command.Field;
import dev.credits.money.InvalidInputException;
import dev.credits.text.Digest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command asked, condensed: 16 bytes that tell whether two commands are the same, then two for each field, which
 * tell where they differ. It never covers what the command came to, nor who sent it or why.
 */
public final class Fingerprint {
    private static final int WHOLE = 16;
    private static final int EACH = 2;

    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A fingerprint read back from storage. */
    public static Fingerprint of(byte[] bytes) {
        if (bytes.length < WHOLE + EACH || (bytes.length - WHOLE) % EACH != 0) {
            throw new InvalidInputException("fingerprint", bytes.length + " bytes", "16 bytes and two for each field");
        }
        return new Fingerprint(bytes.clone());
    }

    /** The fingerprint of what this command asks. */
    public static Fingerprint of(Command command) {
        List<Field> fields = command.asked();
        Digest digest = Digest.sha256().text(command.op());
        byte[] bytes = new byte[WHOLE + EACH * (fields.size() + 1)];
        tag(bytes, 0, command.op());
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            digest.text(field.name()).text(field.value());
            tag(bytes, i + 1, field.value());
        }
        System.arraycopy(digest.bytes(), 0, bytes, 0, WHOLE);
        return new Fingerprint(bytes);
    }

    /** True if both asked the same. */
    public boolean matches(Fingerprint other) {
        return Arrays.equals(bytes, 0, WHOLE, other.bytes, 0, WHOLE);
    }

    /** The first field in which {@code command} differs from what was asked here. */
    public String difference(Command command) {
        Fingerprint now = of(command);
        if (bytes.length != now.bytes.length || differs(now, 0)) {
            return "op";
        }
        List<Field> fields = command.asked();
        for (int i = 0; i < fields.size(); i++) {
            if (differs(now, i + 1)) {
                return fields.get(i).name();
            }
        }
        return "op";
    }

    void writeTo(Digest digest) {
        digest.number(bytes.length).raw(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint print && Arrays.equals(bytes, print.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private boolean differs(Fingerprint other, int index) {
        int at = WHOLE + EACH * index;
        return bytes[at] != other.bytes[at] || bytes[at + 1] != other.bytes[at + 1];
    }

    private static void tag(byte[] bytes, int index, @Nullable String value) {
        int hash = value == null ? 0 : value.hashCode() * 0x9E3779B1 | 1;
        bytes[WHOLE + EACH * index] = (byte) (hash >>> 24);
        bytes[WHOLE + EACH * index + 1] = (byte) (hash >>> 16);
    }
}
