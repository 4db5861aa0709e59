package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.ByteWriter;
import dev.cocoonsdk.crypto.internal.sealed.Format;

/** Answers in clear ({@code docs/sealed-envelope.md} 8). They cost nothing and hold no secret. */
public final class SealedAnswers {

    static final int ANSWER = 0x11;
    static final int EVIDENCE = 0x12;
    static final int REFUSED = 0x14;

    private static final int KEY_MISMATCH = 0x13;

    private SealedAnswers() {}

    /**
     * The evidence that was asked for; outer status {@link SealedMedia#STATUS_OK}.
     *
     * @param json 1 to 131,072 bytes
     * @throws IllegalArgumentException if it is longer or empty
     */
    public static Bytes evidence(Hash256 requestId, Bytes json) {
        return withEvidence(EVIDENCE, requestId, json);
    }

    /**
     * None of the recipients is here, this is who is; outer status {@link SealedMedia#STATUS_KEY_MISMATCH}.
     *
     * @param json 1 to 131,072 bytes
     * @throws IllegalArgumentException if it is longer or empty
     */
    public static Bytes keyMismatch(Hash256 requestId, Bytes json) {
        return withEvidence(KEY_MISMATCH, requestId, json);
    }

    /**
     * A refusal; outer status {@link Refusal#status}.
     *
     * @param requestId of the request, {@link EnvelopeHeader#requestIdOf}
     */
    public static Bytes refused(Hash256 requestId, Refusal refusal) {
        return Bytes.wrap(new ByteWriter()
                .bytes(prefix(REFUSED, requestId))
                .u16(refusal.code())
                .text(refusal.text())
                .toBytes());
    }

    private static Bytes withEvidence(int kind, Hash256 requestId, Bytes json) {
        if (json.isEmpty() || json.length() > Format.MAX_EVIDENCE) {
            throw new IllegalArgumentException(
                    "evidence: " + json.length() + " bytes (expected: 1 to " + Format.MAX_EVIDENCE + ")");
        }
        return Bytes.wrap(new ByteWriter()
                .bytes(prefix(kind, requestId))
                .u32(json.length())
                .bytes(json.toByteArray())
                .toBytes());
    }

    static byte[] prefix(int kind, Hash256 requestId) {
        return new ByteWriter()
                .u32(Format.MAGIC)
                .u8(Format.VERSION)
                .u8(kind)
                .bytes(requestId.toBytes())
                .toBytes();
    }
}
