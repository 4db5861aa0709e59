package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.provider.engine.EngineFailure;

/** What callers are told of an engine's failure. */
final class EngineTrouble {

    private EngineTrouble() {}

    static String text(EngineFailure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> "worker: timeout";
            case INVALID_REQUEST -> "worker: invalid http request: " + failure.message();
            case FAILED, NOT_READY, CANCELLED -> "worker: " + failure.message();
        };
    }
}
