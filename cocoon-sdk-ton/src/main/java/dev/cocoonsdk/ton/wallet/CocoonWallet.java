package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.WalletStorage;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wallet by which a node pays for its messages ({@code docs/protocol/contracts.md} 5, 9.6): its key sends, its owner can withdraw and
 * block it from any other wallet.
 */
public final class CocoonWallet implements WalletContract {

    private static final int MAX_TRANSFERS = 4;
    private static final int SUBWALLET = 0;

    private final Ed25519PublicKey key;
    private final TonAddress owner;
    private final StateInit init;
    private final TonAddress address;

    private CocoonWallet(Ed25519PublicKey key, TonAddress owner, WalletCode code) {
        this.key = key;
        this.owner = owner;
        this.init = new StateInit(code.cell(), WalletStorage.initial(key, owner).toCell());
        this.address = init.address();
    }

    /**
     * The wallet of the code in use on mainnet, so that a wallet that exists is found; it cannot be deployed, see {@link WalletCode}.
     *
     * @param key the node's wallet key
     * @param owner the human wallet that may withdraw ({@code owner_address})
     */
    public static CocoonWallet of(Ed25519PublicKey key, TonAddress owner) {
        return of(key, owner, WalletCode.LIVE);
    }

    /** The wallet of a code. */
    public static CocoonWallet of(Ed25519PublicKey key, TonAddress owner, WalletCode code) {
        return new CocoonWallet(key, owner, code);
    }

    /** May withdraw and block. */
    public TonAddress owner() {
        return owner;
    }

    @Override
    public Ed25519PublicKey key() {
        return key;
    }

    @Override
    public StateInit init() {
        return init;
    }

    @Override
    public TonAddress address() {
        return address;
    }

    @Override
    public int maxTransfers() {
        return MAX_TRANSFERS;
    }

    @Override
    public WalletView view(@Nullable Cell data) {
        if (data == null) {
            return new WalletView(0, false);
        }
        WalletStorage storage = WalletStorage.parse(data);
        return new WalletView(storage.seqno(), storage.isBlocked());
    }

    @Override
    public WalletMessage external(Ed25519Key signer, long seqno, long validUntil, List<Transfer> transfers) {
        StateInit deployed = WalletCells.check(this, signer, seqno, validUntil, transfers);
        CellBuilder unsigned = new CellBuilder()
                .storeUint(SUBWALLET, 32)
                .storeUint(validUntil, 32)
                .storeUint(seqno, 32);
        WalletCells.writeTransfers(unsigned, transfers, 0);
        Cell signedPart = unsigned.build();
        Cell body = new CellBuilder()
                .storeBytes(WalletCells.sign(signer, signedPart))
                .storeSlice(signedPart.beginRead())
                .build();
        return WalletMessage.to(address, deployed, body);
    }
}
