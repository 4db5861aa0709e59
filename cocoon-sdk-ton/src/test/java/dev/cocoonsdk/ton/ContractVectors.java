package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.cell.BagOfCells;
import dev.cocoonsdk.ton.cell.Cell;
import java.time.Duration;
import java.util.Base64;

/** The shapes that the contract vectors share. */
final class ContractVectors {

    private ContractVectors() {}

    static ContractParams params(JsonObject values, ContractCodes codes) {
        return new ContractParams(
                (int) Vectors.number(values, "struct_version"),
                Vectors.number(values, "params_version"),
                Vectors.number(values, "unique_id"),
                Vectors.flag(values, "is_test"),
                NanoTon.of(Vectors.number(values, "price_per_token")),
                NanoTon.of(Vectors.number(values, "worker_fee_per_token")),
                new TokenMultipliers(
                        Vectors.number(values, "prompt_tokens_price_multiplier"),
                        Vectors.number(values, "cached_tokens_price_multiplier"),
                        Vectors.number(values, "completion_tokens_price_multiplier"),
                        Vectors.number(values, "reasoning_tokens_price_multiplier")),
                Duration.ofSeconds(Vectors.number(values, "proxy_delay_before_close")),
                Duration.ofSeconds(Vectors.number(values, "client_delay_before_close")),
                Long.parseUnsignedLong(Vectors.text(values, "min_proxy_stake")),
                NanoTon.of(Vectors.number(values, "min_client_stake")),
                codes);
    }

    /** The code of a contract vector: a bag, or only hash and depth. */
    static Cell code(JsonObject contract) {
        String boc = contract.string("code_boc_base64");
        if (boc != null) {
            return BagOfCells.parseSingle(Base64.getDecoder().decode(boc));
        }
        JsonObject named = Vectors.object(contract, "code");
        return Cell.opaque(Hash256.ofHex(Vectors.text(named, "hash")), (int) Vectors.number(named, "depth"));
    }

    /** An address object of the vectors, which has all forms. */
    static TonAddress address(JsonObject parent, String name) {
        return TonAddress.parse(Vectors.text(Vectors.object(parent, name), "raw"));
    }
}
