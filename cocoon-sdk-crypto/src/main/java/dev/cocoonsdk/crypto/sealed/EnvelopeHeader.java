package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed request says in clear ({@code docs/sealed-envelope.md} 5.1). A broker reads it to route and reserve; it is
 * authenticated, but only the recipients can check that. Immutable.
 */
public final class EnvelopeHeader {

    /** The most bytes that a header has; as many first bytes of a body are always enough for {@link #parse}. */
    public static final int MAX_LENGTH = 10_695;

    /** The most bytes that a sealed request has. */
    public static final int MAX_SEALED = Format.MAX_SEALED;

    /** The most recipients of a request. */
    public static final int MAX_RECIPIENTS = 8;

    /** What is asked for. */
    public enum Kind {
        /** An inner request. */
        REQUEST,
        /** The evidence of a provider; there is no content. */
        EVIDENCE_REQUEST
    }

    private final HeaderFields fields;
    private final List<Hash256> recipients;
    private final List<Bytes> wraps;
    private final Bytes core;

    EnvelopeHeader(HeaderFields fields, List<Hash256> recipients, List<Bytes> wraps, Bytes core) {
        this.fields = fields;
        this.recipients = List.copyOf(recipients);
        this.wraps = List.copyOf(wraps);
        this.core = core;
    }

    /**
     * Reads the header at the beginning of a sealed request, or of the first bytes of one. The buffer's position stays.
     *
     * @throws SealedFormatException if there is none; {@link SealedFormatException#isIncomplete} if more bytes are needed
     */
    public static EnvelopeHeader parse(ByteBuffer first) {
        return HeaderCodec.parse(first.duplicate());
    }

    /** As {@link #parse(ByteBuffer)}. */
    public static EnvelopeHeader parse(Bytes first) {
        return HeaderCodec.parse(first.asByteBuffer());
    }

    /** The request id of bytes that may be no sealed request; {@link Hash256#ZERO} if it cannot be read. */
    public static Hash256 requestIdOf(Bytes body) {
        return HeaderCodec.requestIdOf(body.asByteBuffer());
    }

    /** What is asked for. */
    public Kind kind() {
        return fields.kind();
    }

    /** The suite of all wraps; null in an evidence request. */
    public @Nullable SealSuite suite() {
        return fields.suite();
    }

    /** Names the request. */
    public Hash256 requestId() {
        return fields.requestId();
    }

    /** Where the request is routed to. */
    public ModelId model() {
        return fields.model();
    }

    /** Tokens, price and time that the sender grants. */
    public QueryLimits limits() {
        return fields.limits();
    }

    /** When it was sealed, by the sender's clock; milliseconds. */
    public Instant createdAt() {
        return fields.createdAt();
    }

    /** Until when it may begin; milliseconds. */
    public Instant expiresAt() {
        return fields.expiresAt();
    }

    /** Whether the answer is a stream of events. */
    public boolean stream() {
        return fields.stream();
    }

    /** Key ids of the recipients, ascending; empty in an evidence request. */
    public List<Hash256> recipients() {
        return recipients;
    }

    /** Bytes of the header; what follows are records. */
    public int length() {
        return core.length() + wraps.stream().mapToInt(Bytes::length).sum();
    }

    List<Bytes> wraps() {
        return wraps;
    }

    Bytes core() {
        return core;
    }

    /** What is in clear, without key ids. */
    @Override
    public String toString() {
        return "EnvelopeHeader[" + kind() + " " + requestId() + ", " + model() + ", " + recipients.size()
                + " recipients, " + suite() + "]";
    }
}
