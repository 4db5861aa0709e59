/** A TEE platform made of software, for tests. */
module dev.cocoonsdk.tee {
    requires transitive dev.cocoonsdk.crypto;
    requires jdk.httpserver;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.util;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.tee;
    exports dev.cocoonsdk.tee.cases;
}
