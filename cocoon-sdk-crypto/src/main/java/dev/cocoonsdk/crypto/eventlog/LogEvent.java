package dev.cocoonsdk.crypto.eventlog;

import dev.cocoonsdk.core.Bytes;
import java.security.MessageDigest;

/**
 * One event of a log.
 *
 * @param register measurement register: 0 is MRTD, 1 to 4 are RTMR0 to RTMR3 ({@code docs/protocol/attestation.md} 12)
 * @param type number of the type, of the TCG PC Client Platform Firmware Profile
 * @param digest what was extended into the register: SHA-384, {@value #DIGEST_LENGTH} bytes
 * @param data what the log says about it. The register does not cover it unless {@link #isDataMeasured()}.
 */
public record LogEvent(int register, int type, Bytes digest, Bytes data) {

    /** Bytes of a SHA-384 digest. */
    public static final int DIGEST_LENGTH = 48;

    /** The number of MRTD, which the log mentions but never extends. */
    public static final int MRTD = 0;

    /** The largest number of a register: RTMR3. */
    public static final int MAX_REGISTER = 4;

    /** A type that says something and extends nothing. */
    static final int NO_ACTION = 3;

    /**
     * Checks register and digest.
     *
     * @throws IllegalArgumentException if there is no such register or the digest has another length
     */
    public LogEvent {
        if (register < MRTD || register > MAX_REGISTER) {
            throw new IllegalArgumentException("register: " + register + " (expected: 0 to " + MAX_REGISTER + ")");
        }
        if (digest.length() != DIGEST_LENGTH) {
            throw new IllegalArgumentException(
                    "digest: " + digest.length() + " bytes (expected: " + DIGEST_LENGTH + ")");
        }
    }

    /** Whether it changes a register that can be replayed. */
    public boolean isExtension() {
        return type != NO_ACTION && register != MRTD;
    }

    /** Whether the digest is the hash of the data, so that whoever vouches for the register vouches for the data too. */
    public boolean isDataMeasured() {
        return MessageDigest.isEqual(Sha384.of(data.toByteArray()), digest.toByteArray());
    }

    /** {@code MRTD} or {@code RTMR0} to {@code RTMR3}. */
    public String registerName() {
        return register == MRTD ? "MRTD" : "RTMR" + (register - 1);
    }

    /** The name of the type, as the TCG writes it, or its number. */
    public String typeName() {
        return EventTypes.name(type);
    }

    /**
     * The data for people: text where it is text, a note where a known event has a meaning, else the length. Ends with a note if
     * the data are not measured. No control characters.
     */
    public String description() {
        return EventText.describe(this);
    }
}
