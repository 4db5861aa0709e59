/** The native Cocoon protocol as state machines without I/O. */
module dev.cocoonsdk.network {
    requires transitive dev.cocoonsdk.ton;
    requires transitive dev.cocoonsdk.crypto;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.network;
    exports dev.cocoonsdk.network.client;
    exports dev.cocoonsdk.network.http;
    exports dev.cocoonsdk.network.stats;
    exports dev.cocoonsdk.network.tl;
}
