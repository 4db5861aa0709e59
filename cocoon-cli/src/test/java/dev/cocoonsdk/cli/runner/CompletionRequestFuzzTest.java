package dev.cocoonsdk.cli.runner;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;

class CompletionRequestFuzzTest {

    @FuzzTest
    void anyBodyGivesARequestOrATypedError(byte[] bytes) {
        CompletionRequest request;
        try {
            request = CompletionRequest.parse(bytes, 4000, 1000);
        } catch (RunnerException e) {
            return;
        }
        JsonObject forwarded = (JsonObject) JsonValue.parse(request.payload().toByteArray());
        if (forwarded.get("timeout") != null || forwarded.get("enable_debug") != null || request.maxTokens() < 0) {
            throw new AssertionError("members for the runner travel on");
        }
    }
}
