/** A local TON chain inside the JVM. */
module dev.cocoonsdk.devnet {
    requires transitive dev.cocoonsdk.ton;
    requires static transitive org.jspecify;
    requires com.dylibso.chicory.runtime;
    requires com.dylibso.chicory.wasm;
    requires jdk.httpserver;

    exports dev.cocoonsdk.devnet;
    exports dev.cocoonsdk.devnet.http;
}
