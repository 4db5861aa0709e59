package dev.cocoonsdk.crypto.sealed;

import org.jspecify.annotations.Nullable;

/** HPKE suites of the envelope, weakest first ({@code docs/sealed-envelope.md} 3). All with HKDF-SHA256 and AES-256-GCM. */
public enum SealSuite {
    /** DHKEM(X25519, HKDF-SHA256); every provider has it. */
    X25519(1, 32, 32),
    /** X-Wing: X25519 and ML-KEM-768, for what must stay secret from a future quantum computer. */
    X_WING(2, 1216, 1120);

    private static final int WRAPPED = 64 + 16;

    private final int id;
    private final int publicKeyLength;
    private final int encLength;

    SealSuite(int id, int publicKeyLength, int encLength) {
        this.id = id;
        this.publicKeyLength = publicKeyLength;
        this.encLength = encLength;
    }

    /** The number on the wire. */
    public int id() {
        return id;
    }

    /** Bytes of a public key. */
    public int publicKeyLength() {
        return publicKeyLength;
    }

    /** Bytes of one wrap: enc and the encrypted secrets. */
    public int wrapLength() {
        return encLength + WRAPPED;
    }

    /** Whether this suite is as strong as {@code minimum} or stronger. */
    public boolean isAtLeast(SealSuite minimum) {
        return compareTo(minimum) >= 0;
    }

    /** The suite of a number, or null if it is unknown. */
    public static @Nullable SealSuite ofId(int id) {
        for (SealSuite suite : values()) {
            if (suite.id == id) {
                return suite;
            }
        }
        return null;
    }
}
