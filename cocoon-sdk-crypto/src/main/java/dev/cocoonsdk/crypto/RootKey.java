package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The key at which the certificate chains of quotes and collateral must end. Which of the two kinds it is decides what a verdict can be
 * worth: under a {@link Simulated} key never more than {@link AssuranceLevel#SIMULATED}.
 */
public sealed interface RootKey {

    /** Bytes of an uncompressed point of P-256: 0x04, X, Y. */
    int LENGTH = 65;

    /** The public key, {@value #LENGTH} bytes, uncompressed. */
    Bytes point();

    /** What a quote under this key is worth. */
    AssuranceLevel assurance();

    /** The root key id of {@code docs/protocol/attestation.md} 8.3: SHA-384 of the {@value #LENGTH} bytes. */
    default CollateralRootHash id() {
        try {
            return new CollateralRootHash(
                    Bytes.wrap(MessageDigest.getInstance("SHA-384").digest(point().toByteArray())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this platform has no SHA-384", e);
        }
    }

    /** The key of the Intel SGX Root CA ({@code docs/protocol/attestation.md} 9.4). There is one. */
    static Intel intel() {
        return Intel.INSTANCE;
    }

    /** The Intel SGX Root CA. */
    final class Intel implements RootKey {

        private static final Intel INSTANCE = new Intel();

        private static final Bytes POINT = Bytes.wrap(HexFormat.of()
                .parseHex("04"
                        + "0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f5"
                        + "67918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394"));

        private Intel() {}

        @Override
        public Bytes point() {
            return POINT;
        }

        @Override
        public AssuranceLevel assurance() {
            return AssuranceLevel.HARDWARE_TEE;
        }

        @Override
        public String toString() {
            return "Intel SGX Root CA";
        }
    }

    /**
     * The root of a simulated platform, for tests. No policy for production takes one.
     *
     * @param point the public key, {@value RootKey#LENGTH} bytes, uncompressed
     */
    record Simulated(Bytes point) implements RootKey {

        /**
         * Checks length and form.
         *
         * @throws IllegalArgumentException if it is no uncompressed point, or Intel's key
         */
        public Simulated {
            Lengths.check("root key", point, LENGTH);
            if (point.toByteArray()[0] != 4 || point.equals(Intel.INSTANCE.point())) {
                throw new IllegalArgumentException("root key: (expected: an uncompressed point that is not Intel's)");
            }
        }

        @Override
        public AssuranceLevel assurance() {
            return AssuranceLevel.SIMULATED;
        }

        @Override
        public String toString() {
            return "simulated root " + id();
        }
    }
}
