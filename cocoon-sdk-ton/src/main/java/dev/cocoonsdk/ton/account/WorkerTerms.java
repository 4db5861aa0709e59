package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractParams;
import dev.cocoonsdk.ton.ContractParams.Form;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WorkerStorage;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.util.Base64;

/**
 * What never changes of a worker contract, also after the root contract has newer parameters.
 *
 * @param proxy the proxy contract, where the coins lie
 * @param proxyKey by which the proxy signs payouts
 * @param contract the worker contract's initial state
 * @param fee nanoton that the worker gets for an adjusted token
 * @param clientDelay how long clients' contracts stay in state closing
 * @param paramsVersion of the root contract's parameters
 */
public record WorkerTerms(
        TonAddress proxy,
        Ed25519PublicKey proxyKey,
        StateInit contract,
        NanoTon fee,
        Duration clientDelay,
        long paramsVersion) {

    /**
     * The terms of an owner's contract with a proxy.
     *
     * @param params of the root contract, with the worker's code
     * @param owner gets the payouts
     * @throws IllegalArgumentException if the code is missing
     */
    public static WorkerTerms of(ContractParams params, TonAddress owner, TonAddress proxy, Ed25519PublicKey proxyKey) {
        Cell code = params.codes().worker();
        if (code == null) {
            throw new IllegalArgumentException("params: no worker code (expected: all three codes)");
        }
        Cell data = WorkerStorage.initial(owner, proxy, proxyKey, params.toCell(Form.LEAF))
                .toCell();
        return new WorkerTerms(
                proxy,
                proxyKey,
                new StateInit(code, data),
                params.workerFeePerToken(),
                params.clientDelay(),
                params.paramsVersion());
    }

    /** The worker contract's address. */
    public TonAddress address() {
        return contract.address();
    }

    /** How long outdated parameters are put up with before the last payout is collected. */
    Duration patience() {
        return clientDelay.dividedBy(2);
    }

    JsonObject toJson() {
        return JsonValue.object(
                "proxy", proxy.toString(),
                "proxy_key", proxyKey.value().toHex(),
                "contract", Base64.getEncoder().encodeToString(BagOfCells.serialize(contract.toCell())),
                "fee", fee.value(),
                "client_delay", clientDelay.toSeconds(),
                "params_version", paramsVersion);
    }

    static WorkerTerms ofJson(JsonObject json) {
        return new WorkerTerms(
                TonAddress.parse(AccountJson.text(json, "proxy")),
                new Ed25519PublicKey(Hash256.ofHex(AccountJson.text(json, "proxy_key"))),
                StateInit.parse(AccountJson.cell(json, "contract")),
                AccountJson.coins(json, "fee"),
                Duration.ofSeconds(AccountJson.number(json, "client_delay")),
                AccountJson.number(json, "params_version"));
    }
}
