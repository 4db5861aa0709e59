package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.internal.sealed.ByteReader;
import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import dev.cocoonsdk.crypto.internal.sealed.RecordOpener;
import dev.cocoonsdk.crypto.internal.sealed.RecordType;
import dev.cocoonsdk.crypto.sealed.SealedTamperingException.Kind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opens one answer from pieces of any size ({@code docs/sealed-envelope.md} 7 and 8). After a failure every call fails the same way. Not
 * thread-safe.
 *
 * <pre>
 * PREFIX ──► ANSWER_HEADER ──► RECORD_LENGTH ◄──► RECORD ──► END
 *    └─────► CLEAR_LENGTH  ──► CLEAR_BODY ───────────────────►┘
 * </pre>
 */
public final class AnswerOpener {

    private static final int MAX_REFUSAL_TEXT = 256;

    private enum State {
        PREFIX,
        ANSWER_HEADER,
        CLEAR_LENGTH,
        CLEAR_BODY,
        RECORD_LENGTH,
        RECORD,
        END
    }

    private final SealedCall call;
    private final MessageDigest digest = Kdf.sha256();
    private State state = State.PREFIX;
    private byte[] collected = new byte[Format.ANSWER_HEADER];
    private int have;
    private int need = Format.ANSWER_PREFIX;
    private int kind;
    private @Nullable Hash256 keyId;
    private @Nullable RecordOpener records;
    private @Nullable Hash256 answerHash;
    private boolean headSeen;
    private @Nullable SealedException failure;

    AnswerOpener(SealedCall call) {
        this.call = call;
    }

    /**
     * Takes the next bytes of the answer and tells the sink what they complete.
     *
     * @param bytes remaining bytes are taken
     * @throws SealedFormatException if they are no answer
     * @throws SealedTamperingException if they were changed
     * @throws IllegalStateException if the call was closed before the answer began
     */
    public void feed(ByteBuffer bytes, AnswerSink sink) {
        checkFailure();
        try {
            while (bytes.hasRemaining()) {
                collect(bytes);
                if (have == need) {
                    step(sink);
                }
            }
        } catch (SealedException e) {
            fail(e);
            throw e;
        }
    }

    /**
     * The transport has ended.
     *
     * @throws SealedTamperingException if the answer has not, or failed before
     * @throws SealedFormatException if it failed before
     */
    public void finish() {
        checkFailure();
        if (state != State.END) {
            SealedTamperingException truncated = new SealedTamperingException(Kind.TRUNCATED, count());
            fail(truncated);
            throw truncated;
        }
    }

    /** Whether the answer has ended. */
    public boolean isFinished() {
        return state == State.END && failure == null;
    }

    /** Which recipient answers; null before its header came, and for answers in clear. */
    public @Nullable Hash256 keyId() {
        return keyId;
    }

    /** The answer hash that the receipt must name ({@code docs/sealed-envelope.md} 7.2); null before the final record was opened. */
    public @Nullable Hash256 answerHash() {
        return answerHash;
    }

    private void checkFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private void fail(SealedException e) {
        failure = e;
        if (records != null) {
            records.wipe();
        }
    }

    private long count() {
        return records == null ? 0 : records.count();
    }

    private void collect(ByteBuffer bytes) {
        if (state == State.END) {
            if (records == null) {
                throw new SealedFormatException("answer", 0, "bytes after the end");
            }
            throw new SealedTamperingException(Kind.EXTENDED, count());
        }
        int taken = Math.min(bytes.remaining(), need - have);
        if (collected.length < need) {
            collected = Arrays.copyOf(collected, need);
        }
        bytes.get(collected, have, taken);
        have += taken;
    }

    private void step(AnswerSink sink) {
        switch (state) {
            case PREFIX -> prefix();
            case ANSWER_HEADER -> answerHeader();
            case CLEAR_LENGTH -> clearLength(sink);
            case CLEAR_BODY -> clearBody(sink);
            case RECORD_LENGTH -> recordLength();
            case RECORD -> record(sink);
            case END -> throw new IllegalStateException("nothing follows the end");
        }
    }

    private void next(State following, int bytes, boolean keep) {
        state = following;
        have = keep ? have : 0;
        need = have + bytes;
    }

    private void prefix() {
        ByteReader in = new ByteReader(ByteBuffer.wrap(collected, 0, need));
        if (in.u32("magic") != Format.MAGIC) {
            throw new SealedFormatException("magic", 0, "(expected: CCNS)");
        }
        if (in.u8("version") != Format.VERSION) {
            throw SealedFormatException.refused(Refusal.UNSUPPORTED_VERSION, "version", 4);
        }
        kind = in.length("kind", in.u8("kind"), SealedAnswers.ANSWER, SealedAnswers.REFUSED);
        boolean evidenceCall = call.header().kind() == EnvelopeHeader.Kind.EVIDENCE_REQUEST;
        if (kind != SealedAnswers.REFUSED && evidenceCall != (kind == SealedAnswers.EVIDENCE)) {
            throw new SealedTamperingException(Kind.SUBSTITUTED, 0);
        }
        Hash256 requestId = in.hash("request id");
        boolean unread = kind == SealedAnswers.REFUSED && requestId.equals(Hash256.ZERO);
        if (!unread && !requestId.equals(call.requestId())) {
            throw new SealedTamperingException(Kind.SUBSTITUTED, 0);
        }
        if (kind == SealedAnswers.ANSWER) {
            next(State.ANSWER_HEADER, 2 * Format.HASH, true);
        } else {
            next(State.CLEAR_LENGTH, 4, false);
        }
    }

    private void answerHeader() {
        byte[] header = Arrays.copyOf(collected, Format.ANSWER_HEADER);
        byte[] id = Arrays.copyOfRange(header, Format.ANSWER_PREFIX, Format.ANSWER_PREFIX + Format.HASH);
        byte[] salt = Arrays.copyOfRange(header, Format.ANSWER_PREFIX + Format.HASH, Format.ANSWER_HEADER);
        byte[] secret = call.secret(Hash256.of(id));
        if (secret == null) {
            throw new SealedTamperingException(Kind.SUBSTITUTED, 0);
        }
        keyId = Hash256.of(id);
        records = new RecordOpener(
                AnswerKeys.derive(secret, salt, call.requestHash().toBytes(), header));
        Arrays.fill(secret, (byte) 0);
        digest.update(header);
        next(State.RECORD_LENGTH, 4, false);
    }

    private void recordLength() {
        long length = new ByteReader(ByteBuffer.wrap(collected, 0, 4)).u32("record length");
        if (length < Format.MIN_CIPHERTEXT || length > Format.MAX_CIPHERTEXT) {
            throw new SealedFormatException("record length", 0, "out of range");
        }
        next(State.RECORD, (int) length, true);
    }

    private void record(AnswerSink sink) {
        if (records == null) {
            throw new IllegalStateException("records come after the header");
        }
        RecordOpener.Opened opened = records.open(collected, 4, need - 4);
        checkOrder(opened.type());
        boolean last = opened.type() == RecordType.FINAL || opened.type() == RecordType.ERROR;
        if (last) {
            answerHash = Hash256.of(digest.digest());
            next(State.END, 0, false);
        } else {
            digest.update(collected, 0, need);
            next(State.RECORD_LENGTH, 4, false);
        }
        tell(opened, sink);
        if (last) {
            records.wipe();
        }
    }

    private void checkOrder(RecordType type) {
        boolean allowed = type == RecordType.ERROR || headSeen == (type != RecordType.HEAD);
        if (!allowed) {
            throw new SealedFormatException("record", 0, type + (headSeen ? " after" : " before") + " the head");
        }
        headSeen = true;
    }

    private static void tell(RecordOpener.Opened opened, AnswerSink sink) {
        ByteReader in = new ByteReader(opened.content());
        switch (opened.type()) {
            case HEAD -> sink.onHead(HeadCodec.readAnswer(opened.content()));
            case BODY -> {
                if (opened.content().hasRemaining()) {
                    sink.onBody(opened.content());
                }
            }
            case FINAL -> sink.onFinal(in.rest());
            case ERROR -> {
                int status = in.length("status", in.u16("status"), 400, 599);
                sink.onError(status, in.rest());
            }
        }
    }

    private void clearLength(AnswerSink sink) {
        ByteReader in = new ByteReader(ByteBuffer.wrap(collected, 0, 4));
        if (kind != SealedAnswers.REFUSED) {
            next(State.CLEAR_BODY, in.u32("evidence length", 1, Format.MAX_EVIDENCE), false);
            return;
        }
        Refusal refusal = Refusal.ofCode(in.u16("code"));
        int length = in.length("text length", in.u16("text length"), 0, MAX_REFUSAL_TEXT);
        next(State.CLEAR_BODY, length, true);
        if (length == 0) {
            refused(refusal, sink);
        }
    }

    private void clearBody(AnswerSink sink) {
        if (kind == SealedAnswers.REFUSED) {
            ByteReader in = new ByteReader(ByteBuffer.wrap(collected, 0, need));
            Refusal refusal = Refusal.ofCode(in.u16("code"));
            in.ascii("text", in.u16("text length"), 0x20, 0x7e);
            refused(refusal, sink);
            return;
        }
        Bytes json = Bytes.copyOf(Arrays.copyOf(collected, need));
        next(State.END, 0, false);
        if (kind == SealedAnswers.EVIDENCE) {
            sink.onEvidence(json);
        } else {
            sink.onKeyMismatch(json);
        }
    }

    private void refused(Refusal refusal, AnswerSink sink) {
        next(State.END, 0, false);
        sink.onRefused(refusal);
    }
}
