package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What a worker contract says about itself ({@code docs/protocol/contracts.md} 11, {@code get_cocoon_worker_data}).
 *
 * @param owner gets the payouts
 * @param proxy the proxy contract
 * @param proxyKey by which the proxy signs payments
 * @param state of the contract, never closing
 * @param tokens cumulative adjusted tokens that were paid out, an unsigned 64-bit number
 */
public record WorkerData(
        TonAddress owner, TonAddress proxy, Ed25519PublicKey proxyKey, ContractState state, long tokens) {

    static final String METHOD = "get_cocoon_worker_data";

    static WorkerData read(StackReader in) {
        return new WorkerData(in.address(), in.address(), in.key(), in.state(), in.uint64());
    }
}
