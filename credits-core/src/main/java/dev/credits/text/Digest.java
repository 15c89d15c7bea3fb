package dev.credits.text;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes values in one unambiguous form (each with its length before it) and hashes them with SHA-256. Not thread-safe. */
public final class Digest {
    public static final int BYTES = 32;

    /** The bytes of UTF-8 that one char can come to. */
    private static final int LONGEST_CHAR = 3;

    private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(Digest::newSha);

    private byte[] buffer = new byte[512];
    private int length;

    public static Digest sha256() {
        return new Digest();
    }

    /** The text with its length before it; null is not the empty one. */
    public Digest text(@Nullable String text) {
        if (text == null) {
            return number(-1);
        }
        int before = length;
        number(0);
        room(text.length() * LONGEST_CHAR);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                buffer[length++] = (byte) c;
            } else {
                i += beyondAscii(text, i);
            }
        }
        int end = length;
        length = before;
        number(end - before - Long.BYTES);
        length = end;
        return this;
    }

    /** As UTF-8; a broken surrogate pair, which has no UTF-8, is three bytes of its own all the same. Answers 1 for a pair. */
    private int beyondAscii(String text, int at) {
        int code = text.codePointAt(at);
        if (code < 0x800) {
            buffer[length++] = (byte) (0xC0 | code >> 6);
        } else {
            if (code < 0x10000) {
                buffer[length++] = (byte) (0xE0 | code >> 12);
            } else {
                buffer[length++] = (byte) (0xF0 | code >> 18);
                buffer[length++] = (byte) (0x80 | code >> 12 & 0x3F);
            }
            buffer[length++] = (byte) (0x80 | code >> 6 & 0x3F);
        }
        buffer[length++] = (byte) (0x80 | code & 0x3F);
        return code < 0x10000 ? 0 : 1;
    }

    /** What comes next; 0 to 127. */
    public Digest tag(int tag) {
        room(1);
        buffer[length++] = (byte) tag;
        return this;
    }

    /** The text after a tag; if it is null, neither. */
    public Digest text(int tag, @Nullable String text) {
        return text == null ? this : tag(tag).text(text);
    }

    /** The instant after a tag; if it is null, neither. */
    public Digest instant(int tag, @Nullable Instant at) {
        return at == null ? this : tag(tag).number(at.getEpochSecond()).number(at.getNano());
    }

    public Digest number(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public Digest raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** What has been written so far, as it will be hashed. */
    public byte[] written() {
        return Arrays.copyOf(buffer, length);
    }

    public byte[] bytes() {
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

    /** The first eight bytes of the hash. */
    public long word() {
        return word(bytes(), 0);
    }

    /** The first half of the hash as a name-based UUID (version 8, the one for such schemes). */
    public UUID uuid() {
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
