package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.transport.QueryLimits;
import dev.cocoonsdk.crypto.internal.sealed.ByteReader;
import dev.cocoonsdk.crypto.internal.sealed.ByteWriter;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.sealed.EnvelopeHeader.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the header of a request ({@code docs/sealed-envelope.md} 5.1). */
final class HeaderCodec {

    static final Duration MAX_VALIDITY = Duration.ofHours(1);

    private static final long MAX_TIME = 253_402_300_799_999L;
    private static final int MAX_MODEL = 768;
    private static final int REQUEST = 1;
    private static final int EVIDENCE_REQUEST = 2;
    private static final int STREAM = 1;
    private static final int REQUEST_ID_OFFSET = 8;

    private HeaderCodec() {}

    static byte[] core(HeaderFields fields, List<Hash256> recipients) {
        ByteWriter out = new ByteWriter()
                .u32(Format.MAGIC)
                .u8(Format.VERSION)
                .u8(fields.kind() == Kind.REQUEST ? REQUEST : EVIDENCE_REQUEST)
                .u8(fields.suite() == null ? 0 : fields.suite().id())
                .u8(fields.stream() ? STREAM : 0)
                .bytes(fields.requestId().toBytes())
                .u32(fields.limits().maxTokens())
                .u32(fields.limits().maxCoefficient())
                .u32((int) fields.limits().timeout().toMillis())
                .u64(fields.createdAt().toEpochMilli())
                .u64(fields.expiresAt().toEpochMilli())
                .text(fields.model().value())
                .u8(recipients.size());
        recipients.forEach(id -> out.bytes(id.toBytes()));
        return out.toBytes();
    }

    static EnvelopeHeader parse(ByteBuffer buffer) {
        ByteBuffer begin = buffer.duplicate();
        ByteReader in = new ByteReader(buffer);
        HeaderFields fields = fields(in);
        List<Hash256> recipients = recipients(in, fields.kind());
        byte[] core = new byte[in.offset()];
        begin.get(core);
        List<Bytes> wraps = new ArrayList<>();
        if (fields.suite() != null) {
            for (int i = 0; i < recipients.size(); i++) {
                wraps.add(Bytes.wrap(in.array("wrap", fields.suite().wrapLength())));
            }
        }
        return new EnvelopeHeader(fields, recipients, wraps, Bytes.wrap(core));
    }

    static Hash256 requestIdOf(ByteBuffer body) {
        if (body.remaining() < REQUEST_ID_OFFSET + Hash256.LENGTH || body.getInt(body.position()) != Format.MAGIC) {
            return Hash256.ZERO;
        }
        byte[] id = new byte[Hash256.LENGTH];
        body.duplicate().position(body.position() + REQUEST_ID_OFFSET).get(id);
        return Hash256.of(id);
    }

    private static HeaderFields fields(ByteReader in) {
        if (in.u32("magic") != Format.MAGIC) {
            throw new SealedFormatException("magic", 0, "(expected: CCNS)");
        }
        if (in.u8("version") != Format.VERSION) {
            throw SealedFormatException.refused(Refusal.UNSUPPORTED_VERSION, "version", 4);
        }
        Kind kind = in.length("kind", in.u8("kind"), REQUEST, EVIDENCE_REQUEST) == REQUEST
                ? Kind.REQUEST
                : Kind.EVIDENCE_REQUEST;
        SealSuite suite = suite(kind, in.u8("suite"));
        int flags = in.length("flags", in.u8("flags"), 0, kind == Kind.REQUEST ? STREAM : 0);
        Hash256 requestId = in.hash("request id");
        QueryLimits limits = new QueryLimits(
                in.u32("max_tokens", 0, Integer.MAX_VALUE),
                in.u32("max_coefficient", 0, Integer.MAX_VALUE),
                Duration.ofMillis(in.u32("timeout", 1, Integer.MAX_VALUE)));
        long created = time(in, "created at", 0, MAX_TIME);
        long expires = time(in, "expires at", created + 1, Math.min(MAX_TIME, created + MAX_VALIDITY.toMillis()));
        ModelId model = model(in);
        return new HeaderFields(
                kind,
                suite,
                flags == STREAM,
                requestId,
                limits,
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(expires),
                model);
    }

    private static @Nullable SealSuite suite(Kind kind, int id) {
        SealSuite suite = SealSuite.ofId(id);
        if (kind == Kind.EVIDENCE_REQUEST && id != 0) {
            throw new SealedFormatException("suite", 6, "(expected: none in an evidence request)");
        }
        if (kind == Kind.REQUEST && suite == null) {
            throw SealedFormatException.refused(Refusal.UNSUPPORTED_SUITE, "suite", 6);
        }
        return suite;
    }

    private static long time(ByteReader in, String field, long min, long max) {
        int at = in.offset();
        long value = in.i64(field);
        if (value < min || value > max) {
            throw new SealedFormatException(field, at, "out of range");
        }
        return value;
    }

    private static ModelId model(ByteReader in) {
        int length = in.length("model length", in.u16("model length"), 1, MAX_MODEL);
        int at = in.offset();
        String name = in.utf8("model", length);
        try {
            return ModelId.of(name);
        } catch (IllegalArgumentException e) {
            throw new SealedFormatException("model", at, "no routing name");
        }
    }

    private static List<Hash256> recipients(ByteReader in, Kind kind) {
        boolean request = kind == Kind.REQUEST;
        int count = in.length(
                "recipient count",
                in.u8("recipient count"),
                request ? 1 : 0,
                request ? EnvelopeHeader.MAX_RECIPIENTS : 0);
        List<Hash256> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = in.offset();
            Hash256 id = in.hash("key id");
            if (i > 0 && ids.get(i - 1).compareTo(id) >= 0) {
                throw new SealedFormatException("key id", at, "(expected: ascending)");
            }
            ids.add(id);
        }
        return ids;
    }
}
