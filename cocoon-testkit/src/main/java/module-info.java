/** A whole marketplace in one JVM for tests. */
module dev.cocoonsdk.testkit {
    requires transitive dev.cocoonsdk;
    requires transitive dev.cocoonsdk.tee;
    requires transitive dev.cocoonsdk.broker;
    requires transitive dev.cocoonsdk.provider;
    requires static transitive dev.cocoonsdk.devnet;
    requires static transitive org.junit.jupiter.api;
    requires static org.junit.platform.commons;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.testkit;
    exports dev.cocoonsdk.testkit.injection;
}
