package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.crypto.internal.sealed.Format;
import dev.cocoonsdk.crypto.internal.sealed.Kdf;
import dev.cocoonsdk.crypto.internal.sealed.RecordKey;
import java.util.Arrays;

/** Keys of answers ({@code docs/sealed-envelope.md} 7.2). */
final class AnswerKeys {

    private AnswerKeys() {}

    /** The key of one answer. */
    static RecordKey derive(byte[] secret, byte[] salt, byte[] requestHash, byte[] answerHeader) {
        byte[] keyId = Arrays.copyOfRange(answerHeader, Format.ANSWER_PREFIX, Format.ANSWER_PREFIX + Format.HASH);
        byte[] key = Kdf.derive(salt, secret, Format.LABEL_ANSWER_KEY, requestHash, keyId);
        return new RecordKey(key, Kdf.hash(Format.LABEL_ANSWER_AAD, requestHash, answerHeader));
    }
}
