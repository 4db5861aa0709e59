package dev.cocoonsdk.core.support;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.internal.error.ErrorMapper;

/** Parts for reading answers without a network. */
public final class ReadAnswers {

    /** The model of the requests. */
    public static final ModelId MODEL = ModelId.of("m");

    private ReadAnswers() {}

    /** An error mapper for a chat request with this body. */
    public static ErrorMapper errors(String requestBody) {
        return new ErrorMapper(MODEL, "/v1/chat/completions", Bytes.utf8(requestBody));
    }
}
