package dev.cocoonsdk.core;

import dev.cocoonsdk.core.json.JsonValue.JsonObject;

/** What a transport learned about the side that answered a sealed request, and can show later. Immutable; holds no content. */
public interface Proof {

    /** The same for logs and files; never a prompt, an answer or a key that opens one. */
    JsonObject toJson();
}
