/** The reference provider: the worker role of the network. */
module dev.cocoonsdk.provider {
    requires transitive dev.cocoonsdk.network;
    requires org.slf4j;
    requires jdk.httpserver;
    requires java.management;
    requires okhttp3;
    requires okio;
    requires com.microsoft.onnxruntime;
    requires ai.djl.tokenizers;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.provider;
    exports dev.cocoonsdk.provider.engine;
}
