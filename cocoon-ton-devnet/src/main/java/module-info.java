/** A local TON chain inside the JVM. */
module dev.cocoonsdk.devnet {
    requires transitive dev.cocoonsdk.ton;
    requires static transitive org.jspecify;
    requires com.dylibso.chicory.runtime;
    requires com.dylibso.chicory.wasm;

    exports dev.cocoonsdk.devnet;
}
