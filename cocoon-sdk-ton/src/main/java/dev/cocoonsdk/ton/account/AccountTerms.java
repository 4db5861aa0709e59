package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractAddresses;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TokenPricing;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.BagOfCells;
import java.time.Duration;
import java.util.Base64;

/**
 * What never changes of a client contract: the parameters it was made with, which hold for it also after the root contract has newer ones.
 *
 * @param wallet the Cocoon wallet that owns and pays
 * @param proxy the proxy contract, where the coins lie
 * @param proxyKey by which the proxy signs charges
 * @param contract the client contract's initial state
 * @param params parameters of the root contract at the time of deployment; codes may be missing
 */
public record AccountTerms(
        TonAddress wallet, TonAddress proxy, Ed25519PublicKey proxyKey, StateInit contract, ContractParams params) {

    /**
     * The terms of a wallet's account at a proxy.
     *
     * @param contracts the proxy's contracts, derived from {@code params}
     * @param params parameters of the root contract
     * @param wallet the client's Cocoon wallet
     */
    public static AccountTerms of(ContractAddresses contracts, ContractParams params, TonAddress wallet) {
        return new AccountTerms(wallet, contracts.proxy(), contracts.proxyKey(), contracts.clientState(wallet), params);
    }

    /** The client contract's address. */
    public TonAddress address() {
        return contract.address();
    }

    /** What tokens cost. */
    public TokenPricing pricing() {
        return TokenPricing.of(params);
    }

    /** How long outdated parameters are put up with: half of what the proxy's delay is longer than the client's. */
    Duration patience() {
        Duration slack = params.proxyDelay().minus(params.clientDelay());
        return slack.isNegative() ? Duration.ZERO : slack.dividedBy(2);
    }

    JsonObject toJson() {
        return JsonValue.object(
                "wallet",
                wallet.toString(),
                "proxy",
                proxy.toString(),
                "proxy_key",
                proxyKey.value().toHex(),
                "state_init",
                boc(contract),
                "params",
                Base64.getEncoder().encodeToString(BagOfCells.serialize(params.toCell(ContractParams.Form.LEAF))));
    }

    private static String boc(StateInit state) {
        return Base64.getEncoder().encodeToString(BagOfCells.serialize(state.toCell()));
    }

    static AccountTerms ofJson(JsonObject json) {
        return new AccountTerms(
                TonAddress.parse(AccountJson.text(json, "wallet")),
                TonAddress.parse(AccountJson.text(json, "proxy")),
                new Ed25519PublicKey(Hash256.ofHex(AccountJson.text(json, "proxy_key"))),
                StateInit.parse(AccountJson.cell(json, "state_init")),
                ContractParams.parse(AccountJson.cell(json, "params")));
    }
}
