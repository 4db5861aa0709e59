package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.ContractParams.Form;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellException;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.time.Duration;

/** The layout of the params cell, {@code docs/protocol/contracts.md} 3. */
final class ParamsCell {

    private static final int WITH_STAKES = 1;
    private static final int WITH_CACHED_AND_REASONING = 2;
    private static final int WITH_PROMPT_AND_COMPLETION = 3;

    private ParamsCell() {}

    static Cell write(ContractParams params, Form form) {
        CellBuilder out = new CellBuilder()
                .storeUint(params.structVersion(), 8)
                .storeUint(params.paramsVersion(), 32)
                .storeUint(params.uniqueId(), 32)
                .storeBit(params.isTest())
                .storeCoins(params.pricePerToken())
                .storeCoins(params.workerFeePerToken());
        writeMultipliers(out, params.structVersion(), params.multipliers());
        out.storeUint(params.proxyDelay().toSeconds(), 32);
        out.storeUint(params.clientDelay().toSeconds(), 32);
        if (params.structVersion() >= WITH_STAKES) {
            out.storeUnsignedCoins(params.minProxyStake()).storeCoins(params.minClientStake());
        }
        ContractCodes codes = params.codes();
        return out.storeMaybeRef(form == Form.ROOT ? codes.proxy() : null)
                .storeMaybeRef(form != Form.LEAF ? codes.worker() : null)
                .storeMaybeRef(form != Form.LEAF ? codes.client() : null)
                .build();
    }

    private static void writeMultipliers(CellBuilder out, int version, TokenMultipliers multipliers) {
        if (version >= WITH_PROMPT_AND_COMPLETION) {
            out.storeUint(multipliers.prompt(), 32);
        }
        if (version >= WITH_CACHED_AND_REASONING) {
            out.storeUint(multipliers.cached(), 32);
        }
        if (version >= WITH_PROMPT_AND_COMPLETION) {
            out.storeUint(multipliers.completion(), 32);
        }
        if (version >= WITH_CACHED_AND_REASONING) {
            out.storeUint(multipliers.reasoning(), 32);
        }
    }

    static ContractParams read(CellSlice in) {
        int version = (int) in.loadUint(8);
        if (version > ContractParams.MAX_STRUCT_VERSION) {
            throw new CellException(
                    "params struct version: " + version + " (expected: <= " + ContractParams.MAX_STRUCT_VERSION + ")");
        }
        boolean stakes = version >= WITH_STAKES;
        ContractParams params = new ContractParams(
                version,
                in.loadUint(32),
                in.loadUint(32),
                in.loadBit(),
                in.loadCoins(),
                in.loadCoins(),
                readMultipliers(in, version),
                Duration.ofSeconds(in.loadUint(32)),
                Duration.ofSeconds(in.loadUint(32)),
                stakes ? in.loadUnsignedCoins() : ContractParams.DEFAULT_STAKE.value(),
                stakes ? in.loadCoins() : ContractParams.DEFAULT_STAKE,
                new ContractCodes(in.loadMaybeRef(), in.loadMaybeRef(), in.loadMaybeRef()));
        in.endParse();
        return params;
    }

    private static TokenMultipliers readMultipliers(CellSlice in, int version) {
        boolean all = version >= WITH_PROMPT_AND_COMPLETION;
        boolean some = version >= WITH_CACHED_AND_REASONING;
        return new TokenMultipliers(
                all ? in.loadUint(32) : TokenMultipliers.UNIT,
                some ? in.loadUint(32) : TokenMultipliers.UNIT,
                all ? in.loadUint(32) : TokenMultipliers.UNIT,
                some ? in.loadUint(32) : TokenMultipliers.UNIT);
    }
}
