package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenArithmetic;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.Usage;

/**
 * What tokens cost on a network ({@code docs/protocol/payments.md} 6). The arithmetic itself is {@link TokenArithmetic}.
 *
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 * @param multipliers weights of the kinds of tokens
 */
public record TokenPricing(NanoTon pricePerToken, NanoTon workerFeePerToken, TokenMultipliers multipliers) {

    /** What an amount buys at price 0. */
    private static final long TOKENS_AT_PRICE_ZERO = 1_000_000_000_000L;

    /** The pricing of a root configuration. */
    public static TokenPricing of(ContractParams params) {
        return new TokenPricing(params.pricePerToken(), params.workerFeePerToken(), params.multipliers());
    }

    /**
     * Adjusted tokens of a request.
     *
     * @param usage raw tokens; of cached and reasoning tokens at most the prompt and completion tokens count
     * @param coefficient of the worker when it got the request, in 1/1000, not negative
     */
    public AdjustedTokens adjust(Usage usage, long coefficient) {
        long cached = Math.min(usage.cachedTokens(), usage.promptTokens());
        long reasoning = Math.min(usage.reasoningTokens(), usage.completionTokens());
        return new AdjustedTokens(
                TokenArithmetic.adjust(usage.promptTokens() - cached, coefficient, multipliers.prompt()),
                TokenArithmetic.adjust(cached, coefficient, multipliers.cached()),
                TokenArithmetic.adjust(usage.completionTokens() - reasoning, coefficient, multipliers.completion()),
                TokenArithmetic.adjust(reasoning, coefficient, multipliers.reasoning()));
    }

    /**
     * The money for a request.
     *
     * @throws ArithmeticException if an amount is out of range
     */
    public RequestCost cost(AdjustedTokens tokens) {
        NanoTon prompt = pricePerToken.times(Math.addExact(tokens.prompt(), tokens.cached()));
        NanoTon completion = pricePerToken.times(Math.addExact(tokens.completion(), tokens.reasoning()));
        return new RequestCost(
                prompt,
                completion,
                workerFeePerToken.times(tokens.total()),
                proxyFeePerToken().times(tokens.total()));
    }

    /** What the proxy's owner gets for an adjusted token: the price less the worker's fee, nothing if the fee is greater. */
    public NanoTon proxyFeePerToken() {
        return pricePerToken.compareTo(workerFeePerToken) <= 0 ? NanoTon.ZERO : pricePerToken.minus(workerFeePerToken);
    }

    /**
     * The most that one request may be charged and therefore reserves: the <b>Do</b> rule of {@code docs/protocol/payments.md} 6.
     *
     * @param maxTokens tokens of the answer at most, not negative
     * @param requestBytes length of the serialised request, not negative
     * @param maxCoefficient highest coefficient that the client accepts, in 1/1000, not negative
     * @return adjusted tokens; saturates at 2<sup>63</sup> − 1
     */
    public TokenCount reservation(long maxTokens, long requestBytes, long maxCoefficient) {
        return TokenCount.of(TokenArithmetic.worstCase(
                maxTokens,
                requestBytes,
                maxCoefficient,
                multipliers.prompt(),
                multipliers.completion(),
                multipliers.reasoning()));
    }

    /**
     * Tokens that a client may still use.
     *
     * @param account what the chain and the broker know about the client
     * @return adjusted tokens; negative after an overshoot
     */
    public long available(ClientFunds account) {
        long used = account.used().value();
        long paid = saturatingAdd(tokensFor(account.balance()), used);
        long staked = saturatingAdd(tokensFor(account.stake()), used);
        return Math.min(paid, staked)
                - saturatingAdd(account.reserved().value(), account.spent().value());
    }

    /** How many adjusted tokens an amount buys; 10<sup>12</sup> if they cost nothing. */
    public long tokensFor(NanoTon amount) {
        return pricePerToken.isZero() ? TOKENS_AT_PRICE_ZERO : amount.value() / pricePerToken.value();
    }

    private static long saturatingAdd(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
