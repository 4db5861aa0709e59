/** Attestation policies and verdicts; certificates and TLS of attested peers. */
module dev.cocoonsdk.crypto {
    requires transitive dev.cocoonsdk.core;
    requires com.google.crypto.tink;
    requires okhttp3;
    requires org.bouncycastle.provider;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.crypto;
    exports dev.cocoonsdk.crypto.collateral;
    exports dev.cocoonsdk.crypto.eventlog;
    exports dev.cocoonsdk.crypto.keys;
    exports dev.cocoonsdk.crypto.quote;
    exports dev.cocoonsdk.crypto.sealed;
    exports dev.cocoonsdk.crypto.sealed.client;
    exports dev.cocoonsdk.crypto.tls;
}
