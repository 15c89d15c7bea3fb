package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Digest;
import java.util.Arrays;
import java.util.HexFormat;

/** The hash that chains an entry to the one before it: 32 bytes. */
public final class Hash {
    /** What the first entry of an account is chained to. */
    public static final Hash GENESIS = new Hash(new byte[Digest.BYTES]);

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A hash read back from storage. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != Digest.BYTES) {
            throw new InvalidInputException("hash", bytes.length + " bytes", "32 bytes");
        }
        return new Hash(bytes.clone());
    }

    /** A hash of bytes that nobody else has. */
    static Hash taking(byte[] bytes) {
        return new Hash(bytes);
    }

    void writeTo(Digest digest) {
        digest.raw(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
