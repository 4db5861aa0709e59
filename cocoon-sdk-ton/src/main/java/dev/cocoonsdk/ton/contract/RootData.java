package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What the root contract says about itself ({@code docs/protocol/contracts.md} 11, {@code get_cocoon_data}).
 *
 * @param version counts every change
 * @param lastProxySeqno last number given to a proxy
 * @param paramsVersion counts the changes of the parameters
 * @param uniqueId tells networks apart
 * @param isTest whether this is a test network
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 * @param minProxyStake stake that a proxy should have; nothing enforces it
 * @param minClientStake stake of a new client contract
 * @param owner may change the root contract
 */
public record RootData(
        long version,
        long lastProxySeqno,
        long paramsVersion,
        long uniqueId,
        boolean isTest,
        NanoTon pricePerToken,
        NanoTon workerFeePerToken,
        NanoTon minProxyStake,
        NanoTon minClientStake,
        TonAddress owner) {

    static final String METHOD = "get_cocoon_data";

    static RootData read(StackReader in) {
        return new RootData(
                in.uint32(),
                in.uint32(),
                in.uint32(),
                in.uint32(),
                in.flag(),
                in.coins(),
                in.coins(),
                in.coins(),
                in.coins(),
                in.address());
    }
}
