package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import java.util.HexFormat;

/**
 * Identifies the root key at which a quote's certificate chain ends: 48 bytes ({@code docs/protocol/attestation.md} 8.3, {@code
 * docs/protocol/wire.md} 3.3).
 *
 * @param value 48 bytes
 */
public record CollateralRootHash(Bytes value) {

    /** Length in bytes. */
    public static final int LENGTH = 48;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if there are not 48 bytes
     */
    public CollateralRootHash {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException(
                    "collateral root hash: " + value.length() + " bytes (expected: " + LENGTH + ")");
        }
    }

    /** 96 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(value.toByteArray());
    }
}
