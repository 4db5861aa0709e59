package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.sealed.AnswerSealer;
import dev.cocoonsdk.crypto.sealed.Batch;
import dev.cocoonsdk.crypto.sealed.Batching;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.provider.engine.EngineHeader;
import dev.cocoonsdk.provider.internal.meter.AnswerTooLargeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An answer sealed record by record: each piece of a stream as it comes, or what gathered for a batch; another answer as one unit at its
 * end ({@code docs/sealed-envelope.md} 6.1, 7). The receipt is its last record. Outside it looks the same whatever the engine answers.
 */
final class SealedAnswer implements AnswerForm {

    private static final int ROOM_FOR_RECORDS = 1 << 16;

    /** Longest whole answer. */
    private static final int LONGEST = EnvelopeHeader.MAX_SEALED - ROOM_FOR_RECORDS;

    private static final int BAD_GATEWAY = 502;

    private final AnswerSealer sealer;
    private final boolean stream;
    private final Batch batch;
    private final ReceiptWriter receipts;
    private final Clock clock;
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream(0);

    SealedAnswer(AnswerSealer sealer, boolean stream, Batching batching, ReceiptWriter receipts, Clock clock) {
        this.sealer = sealer;
        this.stream = stream;
        this.batch = batching.begin();
        this.receipts = receipts;
        this.clock = clock;
    }

    /** The head that everybody may see. */
    static HttpResponse outerHead(int status, Instant start, Instant now) {
        return AnswerHead.of(status, "", List.of(new EngineHeader("Content-Type", SealedMedia.ANSWER)), start, now);
    }

    @Override
    public Opening head(int status, String reason, List<EngineHeader> headers, Instant start, Instant now) {
        int inner = status >= 200 && status <= 599 ? status : BAD_GATEWAY;
        Bytes sealed = sealer.head(new ResponseHead(
                inner,
                headers.stream()
                        .filter(SealedAnswer::travels)
                        .map(header -> new Header(header.name().toLowerCase(Locale.ROOT), header.value()))
                        .toList()));
        return new Opening(outerHead(SealedMedia.STATUS_OK, start, now), TlBytes.wrap(sealed.toByteArray()));
    }

    private static boolean travels(EngineHeader header) {
        return header.is("content-type") || header.is("retry-after");
    }

    @Override
    public byte[] body(byte[] bytes) {
        if (bytes.length == 0) {
            return NOTHING;
        } else if (stream) {
            return sealed(batch.add(ByteBuffer.wrap(bytes), clock.instant()));
        } else if (bytes.length > LONGEST - whole.size()) {
            throw new AnswerTooLargeException("a body", LONGEST, "cannot be sealed as a whole");
        }
        whole.writeBytes(bytes);
        return NOTHING;
    }

    private byte[] sealed(@Nullable Bytes unit) {
        return unit == null ? NOTHING : sealer.body(unit.asByteBuffer()).toByteArray();
    }

    @Override
    public @Nullable Instant due() {
        return batch.due();
    }

    @Override
    public byte[] flush() {
        return sealed(batch.flush());
    }

    @Override
    public byte[] end(Charge charge) {
        byte[] rest = stream ? flush() : sealed(whole.size() == 0 ? null : Bytes.wrap(whole.toByteArray()));
        whole.reset();
        Bytes receipt = receipts.receipt(sealer.answerHashSoFar(), charge);
        return concat(rest, sealer.end(receipt).toByteArray());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    @Override
    public boolean writesErrors() {
        return true;
    }

    @Override
    public Opening error(int code, String message, Instant start, Instant now) {
        SealedErrors error = SealedErrors.of(code);
        byte[] sealed = sealer.error(error.status(), error.json(code, message)).toByteArray();
        return new Opening(outerHead(SealedMedia.STATUS_OK, start, now), TlBytes.wrap(sealed));
    }
}
