package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import java.time.Duration;

/**
 * Present parameters of the root contract ({@code docs/protocol/contracts.md} 11, {@code get_cur_params}); the multipliers of prompt and
 * completion tokens are not among them.
 *
 * @param paramsVersion counts the changes of the parameters
 * @param uniqueId tells networks apart
 * @param isTest whether this is a test network
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 * @param cachedMultiplier weight of cached tokens in 1/10,000
 * @param reasoningMultiplier weight of reasoning tokens in 1/10,000
 * @param proxyDelay how long a proxy contract is closing
 * @param clientDelay how long a client contract is closing
 * @param minProxyStake stake that a proxy should have; nothing enforces it
 * @param minClientStake stake of a new client contract
 * @param proxyCode hash of the proxies' code, zero if there is none
 * @param workerCode hash of the workers' code, zero if there is none
 * @param clientCode hash of the clients' code, zero if there is none
 */
public record RootParams(
        long paramsVersion,
        long uniqueId,
        boolean isTest,
        NanoTon pricePerToken,
        NanoTon workerFeePerToken,
        long cachedMultiplier,
        long reasoningMultiplier,
        Duration proxyDelay,
        Duration clientDelay,
        NanoTon minProxyStake,
        NanoTon minClientStake,
        Hash256 proxyCode,
        Hash256 workerCode,
        Hash256 clientCode) {

    static final String METHOD = "get_cur_params";

    static RootParams read(StackReader in) {
        return new RootParams(
                in.uint32(),
                in.uint32(),
                in.flag(),
                in.coins(),
                in.coins(),
                in.uint32(),
                in.uint32(),
                Duration.ofSeconds(in.uint32()),
                Duration.ofSeconds(in.uint32()),
                in.coins(),
                in.coins(),
                in.hash(),
                in.hash(),
                in.hash());
    }
}
