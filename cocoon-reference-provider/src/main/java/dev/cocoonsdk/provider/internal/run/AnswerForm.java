package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.ton.AdjustedTokens;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to one request is written: {@link #head}, bodies, {@link #end}; or {@link #error} at any point. What an engine gives
 * has been counted before it comes here. Guarded by the lock of the {@link RunningRequest} that uses it.
 */
interface AnswerForm {

    /** No bytes. */
    byte[] NOTHING = {};

    /**
     * The first message of an answer.
     *
     * @param response status and headers
     * @param body what follows at once, perhaps nothing
     */
    record Opening(HttpResponse response, TlBytes body) {}

    /**
     * What an answer costs.
     *
     * @param usage tokens as the engine counts them
     * @param adjusted tokens as they are charged
     * @param start when the request came
     * @param end when the answer was complete
     */
    record Charge(Usage usage, AdjustedTokens adjusted, Instant start, Instant end) {}

    /** The answer begins. */
    Opening head(int status, String reason, List<EngineHeader> headers, Instant start, Instant now);

    /**
     * Bytes of the body as they travel, perhaps none yet.
     *
     * @throws dev.cocoonsdk.provider.internal.meter.AnswerTooLargeException if the answer does not fit into the form
     */
    byte[] body(byte[] bytes);

    /** When {@link #flush} is to be called; null if nothing waits. */
    default @Nullable Instant due() {
        return null;
    }

    /** What has waited for more of the body. */
    default byte[] flush() {
        return NOTHING;
    }

    /** The last bytes. */
    byte[] end(Charge charge);

    /** Whether errors are written into the answer by {@link #error}, or told to the broker. */
    boolean writesErrors();

    /**
     * The answer ends with an error, or because it was cancelled.
     *
     * @param code of the network ({@code docs/protocol/wire.md} 14)
     * @param message for the client
     */
    Opening error(int code, String message, Instant start, Instant now);

    /** In clear, as unmodified workers answer. */
    AnswerForm CLEAR = new AnswerForm() {

        @Override
        public Opening head(int status, String reason, List<EngineHeader> headers, Instant start, Instant now) {
            HttpResponse response = AnswerHead.of(status, reason, headers, start, now);
            return new Opening(response, TlBytes.EMPTY);
        }

        @Override
        public byte[] body(byte[] bytes) {
            return bytes;
        }

        @Override
        public byte[] end(Charge charge) {
            return NOTHING;
        }

        @Override
        public boolean writesErrors() {
            return false;
        }

        @Override
        public Opening error(int code, String message, Instant start, Instant now) {
            throw new IllegalStateException("errors in clear are the broker's to tell");
        }
    };
}
