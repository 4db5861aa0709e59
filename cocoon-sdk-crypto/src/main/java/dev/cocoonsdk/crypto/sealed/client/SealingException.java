package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import org.jspecify.annotations.Nullable;

/**
 * A call did not keep what sealing promises, and was ended for that. None of these is repeated by itself: each says that somebody on the
 * way is wrong or untrusted, which the caller should know.
 */
public abstract sealed class SealingException extends CocoonException
        permits AnswerTamperedException,
                DowngradeRefusedException,
                KeysExhaustedException,
                NoTrustedProviderException,
                ReceiptMismatchException,
                SealedRequestRefusedException,
                VerdictExpiredException {

    private static final long serialVersionUID = 1L;

    SealingException(String message, @Nullable Throwable cause, Acceptance acceptance) {
        super(message, cause, acceptance);
    }
}
