package dev.cocoonsdk.ton.api.toncenter.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.TonApiException;

/** Whatever a gateway answers is a value or a typed error. */
class GatewayAnswerFuzzTest {

    @FuzzTest
    void parse(byte[] input) {
        JsonValue value;
        try {
            value = JsonValue.parse(input);
        } catch (JsonFormatException e) {
            return;
        }
        if (value instanceof JsonObject object) {
            Fields fields = new Fields(object, "answer");
            attempt(() -> V2Stack.results(fields));
            attempt(() -> V3Stack.results(fields));
            attempt(() -> V3Transaction.read(fields, TonAddress.basechain(Hash256.ZERO)));
        }
    }

    private static void attempt(Runnable parser) {
        try {
            parser.run();
        } catch (TonApiException e) {
            // The typed error that is expected.
        }
    }
}
