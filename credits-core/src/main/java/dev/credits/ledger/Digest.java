package dev.credits.ledger;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values in one unambiguous form (each with its length before it) and hashes them with SHA-256. Not thread-safe. */
final class Digest {
    static final int BYTES = 32;

    private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(Digest::newSha);

    private byte[] buffer = new byte[512];
    private int length;

    static Digest sha256() {
        return new Digest();
    }

    Digest text(@Nullable String text) {
        if (text == null) {
            return number(-1);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        return raw(bytes);
    }

    Digest number(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    Digest instant(@Nullable Instant at) {
        return at == null ? number(Long.MIN_VALUE) : number(at.getEpochSecond()).number(at.getNano());
    }

    Digest raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    byte[] bytes() {
        MessageDigest sha = SHA.get();
        sha.update(buffer, 0, length);
        byte[] hash = new byte[BYTES];
        try {
            sha.digest(hash, 0, BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        return hash;
    }

    /** The first half of the hash as a name-based UUID (version 8, the one for such schemes). */
    UUID uuid() {
        byte[] hash = bytes();
        long high = (word(hash, 0) & ~0xF000L) | 0x8000L;
        long low = (word(hash, Long.BYTES) & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    private static long word(byte[] bytes, int at) {
        long word = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            word = (word << 8) | (bytes[i] & 0xFF);
        }
        return word;
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    private static MessageDigest newSha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
