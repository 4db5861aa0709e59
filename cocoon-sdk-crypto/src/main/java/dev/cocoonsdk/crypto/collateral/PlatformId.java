package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import java.util.Locale;

/**
 * Names the platforms that share collateral ({@code docs/protocol/attestation.md} 9.3).
 *
 * @param fmspc 6 bytes of the PCK certificate's extension
 * @param ca which intermediate issued the PCK certificate
 */
public record PlatformId(Bytes fmspc, Ca ca) {

    /** Bytes of a FMSPC. */
    public static final int FMSPC_LENGTH = 6;

    /** Issuer of PCK certificates. */
    public enum Ca {
        /** Intel SGX PCK Platform CA. */
        PLATFORM,
        /** Intel SGX PCK Processor CA. */
        PROCESSOR;

        /** As Intel's interface writes it, in lower case. */
        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not {@value #FMSPC_LENGTH}
     */
    public PlatformId {
        if (fmspc.length() != FMSPC_LENGTH) {
            throw new IllegalArgumentException("fmspc: " + fmspc.length() + " bytes (expected: " + FMSPC_LENGTH + ")");
        }
    }
}
