package dev.cocoonsdk.provider.internal.run;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.Usage;
import dev.cocoonsdk.crypto.sealed.Exchange;
import dev.cocoonsdk.crypto.sealed.Metering;
import dev.cocoonsdk.crypto.sealed.ReceiptSigner;
import dev.cocoonsdk.crypto.sealed.TokenUse;
import dev.cocoonsdk.ton.AdjustedTokens;

/**
 * Writes the receipt of one sealed answer ({@code docs/sealed-envelope.md} 12).
 *
 * @param signer of the keys that opened the request
 * @param requestId of the envelope
 * @param requestHash of the sealed request
 * @param model full name of the model that answers
 * @param coefficient at which the request is charged, 1000 = x1
 * @param pricePerToken nanoton of an adjusted token
 * @param rootVersion of the root configuration, unsigned 32 bits
 */
record ReceiptWriter(
        ReceiptSigner signer,
        Hash256 requestId,
        Hash256 requestHash,
        String model,
        long coefficient,
        NanoTon pricePerToken,
        long rootVersion) {

    Bytes receipt(Hash256 answerHash, AnswerForm.Charge charge) {
        AdjustedTokens adjusted = charge.adjusted();
        Metering metering = new Metering(
                raw(charge.usage()),
                use(adjusted.prompt(), adjusted.cached(), adjusted.completion(), adjusted.reasoning()),
                TokenCount.of(adjusted.total()),
                coefficient,
                pricePerToken);
        return signer.sign(
                        new Exchange(requestId, requestHash, answerHash),
                        model,
                        metering,
                        charge.start(),
                        charge.end().isBefore(charge.start()) ? charge.start() : charge.end(),
                        rootVersion)
                .encoded();
    }

    /** Engines count cached tokens as part of the prompt, and reasoning as part of the completion. */
    private static TokenUse raw(Usage usage) {
        return use(
                Math.max(0, usage.promptTokens() - usage.cachedTokens()),
                usage.cachedTokens(),
                Math.max(0, usage.completionTokens() - usage.reasoningTokens()),
                usage.reasoningTokens());
    }

    private static TokenUse use(long prompt, long cached, long completion, long reasoning) {
        return new TokenUse(
                TokenCount.of(prompt), TokenCount.of(cached), TokenCount.of(completion), TokenCount.of(reasoning));
    }
}
