/** The one dependency that applications add. */
module dev.cocoonsdk {
    requires transitive dev.cocoonsdk.network;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk;
}
