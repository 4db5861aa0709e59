/** Client API, value types, policies and the HTTP transport of the Cocoon SDK. */
module dev.cocoonsdk.core {
    requires okhttp3;
    requires okio;
    requires com.squareup.moshi;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.cocoonsdk.core.chat;
    exports dev.cocoonsdk.core.draft;
    exports dev.cocoonsdk.core.embeddings;
    exports dev.cocoonsdk.core.error;
    exports dev.cocoonsdk.core.images;
    exports dev.cocoonsdk.core.json;
    exports dev.cocoonsdk.core.models;
    exports dev.cocoonsdk.core.policy;
    exports dev.cocoonsdk.core.summarize;
    exports dev.cocoonsdk.core.task;
    exports dev.cocoonsdk.core.translate;
    exports dev.cocoonsdk.core.transport;
    exports dev.cocoonsdk.core;
}
