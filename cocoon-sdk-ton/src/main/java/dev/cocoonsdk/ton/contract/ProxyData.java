package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What a proxy contract says about itself ({@code docs/protocol/contracts.md} 11, {@code get_cocoon_proxy_data}).
 *
 * @param owner gets the earnings
 * @param key by which the proxy signs payments
 * @param root the root contract
 * @param state of the contract
 * @param balance earnings that are ready for withdrawal
 * @param stake from which forced refunds are paid
 * @param unlockTime when closing may be completed, unix seconds
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 * @param minProxyStake stake that a proxy should have; nothing enforces it
 * @param minClientStake stake of a new client contract
 * @param paramsVersion counts the changes of the parameters
 */
public record ProxyData(
        TonAddress owner,
        Ed25519PublicKey key,
        TonAddress root,
        ContractState state,
        NanoTon balance,
        NanoTon stake,
        long unlockTime,
        NanoTon pricePerToken,
        NanoTon workerFeePerToken,
        NanoTon minProxyStake,
        NanoTon minClientStake,
        long paramsVersion) {

    static final String METHOD = "get_cocoon_proxy_data";

    static ProxyData read(StackReader in) {
        return new ProxyData(
                in.address(),
                in.key(),
                in.address(),
                in.state(),
                in.coins(),
                in.coins(),
                in.uint32(),
                in.coins(),
                in.coins(),
                in.coins(),
                in.coins(),
                in.uint32());
    }
}
