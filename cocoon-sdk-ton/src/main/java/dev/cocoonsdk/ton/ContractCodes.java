package dev.cocoonsdk.ton;

import dev.cocoonsdk.ton.cell.Cell;
import org.jspecify.annotations.Nullable;

/**
 * The contract codes of a params cell; each may be missing.
 *
 * @param proxy code of proxy contracts
 * @param worker code of worker contracts
 * @param client code of client contracts
 */
public record ContractCodes(
        @Nullable Cell proxy,
        @Nullable Cell worker,
        @Nullable Cell client) {

    /** No codes, as in the params of client and worker contracts. */
    public static final ContractCodes NONE = new ContractCodes(null, null, null);
}
