/** Attestation policies and verdicts. */
module dev.cocoonsdk.crypto {
    requires transitive dev.cocoonsdk.core;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.crypto;
}
