package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.NanoTon;

/**
 * The money for one request ({@code docs/protocol/payments.md} 6).
 *
 * @param prompt what the client pays for the prompt, cached part included
 * @param completion what the client pays for the answer, reasoning included
 * @param worker what of both the worker gets
 * @param proxy what of both the proxy's owner gets
 */
public record RequestCost(NanoTon prompt, NanoTon completion, NanoTon worker, NanoTon proxy) {

    /**
     * What the client pays.
     *
     * @throws ArithmeticException if the sum is out of range
     */
    public NanoTon total() {
        return prompt.plus(completion);
    }
}
