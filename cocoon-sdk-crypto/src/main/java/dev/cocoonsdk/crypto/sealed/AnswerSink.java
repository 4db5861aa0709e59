package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.transport.ResponseHead;
import java.nio.ByteBuffer;

/**
 * Receives an answer as it is opened. The order is {@code (onHead onBody* (onFinal | onError)) | onError | onEvidence | onKeyMismatch |
 * onRefused}. What the last three bring is not authenticated.
 */
public interface AnswerSink {

    /** The inner head: the status that counts. */
    void onHead(ResponseHead head);

    /**
     * A verified piece of the inner body. The answer is whole only after {@link #onFinal}.
     *
     * @param content valid during the call only
     */
    void onBody(ByteBuffer content);

    /**
     * The answer is whole.
     *
     * @param receipt bytes of the receipt, may be empty
     */
    void onFinal(Bytes receipt);

    /**
     * The provider ended the answer with an error.
     *
     * @param status 400 to 599
     * @param body the error's JSON, as in the clear API
     */
    void onError(int status, Bytes body);

    /** The evidence that was asked for, in clear; to be verified. */
    void onEvidence(Bytes json);

    /** Nothing was opened: the provider has other keys, and this is its evidence, to be verified. */
    void onKeyMismatch(Bytes json);

    /** Nothing was opened, or so it is said. */
    void onRefused(Refusal refusal);
}
