package dev.cocoonsdk.ton;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.cell.Cell;

/**
 * Addresses of Cocoon wallets: the contracts by which nodes pay for their messages ({@code docs/protocol/contracts.md} 5, 12.1).
 *
 * <p>The code is known by hash and depth, which is all that an address needs; to deploy a wallet, take the code from a deployed one.
 */
public final class WalletAddress {

    /** The wallet's code, opaque. */
    public static final Cell CODE =
            Cell.opaque(Hash256.ofHex("7a48f05ceef40f06cabbaa39c1c5a67b24e8bb59d8cf8a74e49988a5f44cf66a"), 6);

    private WalletAddress() {}

    /**
     * The address of a wallet.
     *
     * @param key the wallet's key
     * @param owner the human wallet that may withdraw ({@code owner_address} of the node)
     */
    public static TonAddress of(Ed25519PublicKey key, TonAddress owner) {
        return new StateInit(CODE, data(key, owner)).address();
    }

    /** The storage of a wallet that is not yet deployed: seqno 0, subwallet 0, key, status 0, owner. */
    public static Cell data(Ed25519PublicKey key, TonAddress owner) {
        return WalletStorage.initial(key, owner).toCell();
    }
}
