package dev.cocoonsdk.ton.contract;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ContractState;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.TonAddress;

/**
 * What a client contract says about itself ({@code docs/protocol/contracts.md} 11, {@code get_cocoon_client_data}).
 *
 * @param owner the client's Cocoon wallet
 * @param proxy the proxy contract
 * @param proxyKey by which the proxy signs payments
 * @param state of the contract
 * @param balance what is left of the deposit
 * @param stake lower limit of the balance
 * @param tokensUsed cumulative adjusted tokens that were charged, an unsigned 64-bit number
 * @param unlockTime when a refund can be forced, unix seconds
 * @param secretHash SHA-256 of the client's password
 */
public record ClientData(
        TonAddress owner,
        TonAddress proxy,
        Ed25519PublicKey proxyKey,
        ContractState state,
        NanoTon balance,
        NanoTon stake,
        long tokensUsed,
        long unlockTime,
        Hash256 secretHash) {

    static final String METHOD = "get_cocoon_client_data";

    static ClientData read(StackReader in) {
        return new ClientData(
                in.address(),
                in.address(),
                in.key(),
                in.state(),
                in.coins(),
                in.coins(),
                in.uint64(),
                in.uint32(),
                in.hash());
    }
}
