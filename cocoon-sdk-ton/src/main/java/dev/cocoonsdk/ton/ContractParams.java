package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.time.Duration;

/**
 * The common parameters of all Cocoon contracts ({@code docs/protocol/contracts.md} 3). The root contract holds them with all codes;
 * copies with fewer codes are part of every other contract, so that contract addresses depend on each field.
 *
 * @param structVersion layout of the cell, 0 to {@value #MAX_STRUCT_VERSION}
 * @param paramsVersion counts the changes, an unsigned 32-bit number
 * @param uniqueId tells networks apart, an unsigned 32-bit number
 * @param isTest whether this is a test network
 * @param pricePerToken what a client pays for an adjusted token
 * @param workerFeePerToken what of it the worker gets
 * @param multipliers weights of the kinds of tokens; 10,000 where the layout has no field
 * @param proxyDelay how long a proxy contract stays in state closing; whole seconds, at most 2<sup>32</sup> − 1
 * @param clientDelay how long a client contract stays in state closing; whole seconds, at most 2<sup>32</sup> − 1
 * @param minProxyStake nanoton, an unsigned 64-bit number; 1 TON where the layout has no field; nothing enforces it
 * @param minClientStake 1 TON where the layout has no field
 * @param codes contract codes
 */
public record ContractParams(
        int structVersion,
        long paramsVersion,
        long uniqueId,
        boolean isTest,
        NanoTon pricePerToken,
        NanoTon workerFeePerToken,
        TokenMultipliers multipliers,
        Duration proxyDelay,
        Duration clientDelay,
        long minProxyStake,
        NanoTon minClientStake,
        ContractCodes codes) {

    /** Newest layout that is understood; the C++ nodes of 2025-12 stop at 3. */
    public static final int MAX_STRUCT_VERSION = 4;

    /** Stakes of layouts without a field for them. */
    static final NanoTon DEFAULT_STAKE = NanoTon.ofTon(1);

    /** Which codes a params cell holds. */
    public enum Form {
        /** In the root contract: all. */
        ROOT,
        /** In a proxy contract: worker and client. */
        PROXY,
        /** In client and worker contracts: none. */
        LEAF
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public ContractParams {
        if (structVersion < 0 || structVersion > MAX_STRUCT_VERSION) {
            throw new IllegalArgumentException(
                    "struct version: " + structVersion + " (expected: 0 to " + MAX_STRUCT_VERSION + ")");
        }
        Uint32.check("params version", paramsVersion);
        Uint32.check("unique id", uniqueId);
        Uint32.check("proxy delay in seconds", proxyDelay.toSeconds());
        Uint32.check("client delay in seconds", clientDelay.toSeconds());
    }

    /**
     * Reads a params cell in any form.
     *
     * @throws CellException if the cell has another layout, a newer struct version or anything left over
     */
    public static ContractParams parse(Cell cell) {
        return ParamsCell.read(cell.beginRead());
    }

    /**
     * The params cell.
     *
     * @param form which codes go into it; codes that are missing here are missing there
     */
    public Cell toCell(Form form) {
        return ParamsCell.write(this, form);
    }
}
