package dev.cocoonsdk.core;

/** Who besides the two ends could read a call. A call never falls to a lower level by itself. */
public enum Confidentiality {
    /** Everybody on the way that ends the transport's encryption, the broker included. */
    NONE,
    /** A broker whose enclave was verified, and the provider. */
    ATTESTED_BROKER,
    /** The verified provider only. */
    SEALED_TO_PROVIDER
}
