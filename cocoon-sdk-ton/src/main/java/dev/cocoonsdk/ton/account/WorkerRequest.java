package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.api.TransactionId;
import java.time.Instant;

/**
 * A request that was journalled and then handed to the wallet, and whose transaction was not seen yet.
 *
 * @param kind what is asked
 * @param queryId by which its transaction is recognised; 0 for a deployment, which has no body
 * @param marker hash of the cell that the wallet's message holds, by which it is found in the wallet's history
 * @param walletBefore the wallet's last transaction when this was written
 * @param since when this was written
 */
record WorkerRequest(Kind kind, long queryId, Hash256 marker, TransactionId walletBefore, Instant since) {

    enum Kind {
        DEPLOY,
        PAYOUT
    }

    JsonObject toJson() {
        return JsonValue.object(
                "kind", kind.name(),
                "query_id", queryId,
                "marker", marker.toHex(),
                "wallet_lt", walletBefore.lt(),
                "wallet_hash", walletBefore.hash().toHex(),
                "since", since.toEpochMilli());
    }

    static WorkerRequest ofJson(JsonObject json) {
        return new WorkerRequest(
                Kind.valueOf(AccountJson.text(json, "kind")),
                AccountJson.number(json, "query_id"),
                Hash256.ofHex(AccountJson.text(json, "marker")),
                new TransactionId(
                        AccountJson.number(json, "wallet_lt"), Hash256.ofHex(AccountJson.text(json, "wallet_hash"))),
                AccountJson.instant(json, "since"));
    }
}
