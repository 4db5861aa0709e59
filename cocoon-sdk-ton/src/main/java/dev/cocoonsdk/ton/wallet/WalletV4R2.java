package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ordinary wallet of version 4, revision 2 ({@code ton-blockchain/wallet-contract}), for an owner's own funds. */
public final class WalletV4R2 implements WalletContract {

    /** The number that wallets in workchain 0 have by custom. */
    public static final long DEFAULT_ID = 698_983_191;

    private static final String CODE_HASH = "feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0";
    private static final int MAX_TRANSFERS = 4;
    private static final int SEND = 0;

    private final Ed25519PublicKey key;
    private final long id;
    private final StateInit init;
    private final TonAddress address;

    private WalletV4R2(Ed25519PublicKey key, long id) {
        this.key = key;
        this.id = id;
        Cell data = new CellBuilder()
                .storeUint(0, 32)
                .storeUint(id, 32)
                .storeHash(key.value())
                .storeBit(false)
                .build();
        this.init = new StateInit(WalletCells.resource("wallet-v4r2.boc", CODE_HASH), data);
        this.address = init.address();
    }

    /** The wallet of a key with the usual number. */
    public static WalletV4R2 of(Ed25519PublicKey key) {
        return of(key, DEFAULT_ID);
    }

    /**
     * The wallet of a key.
     *
     * @param id tells wallets of one key apart, an unsigned 32-bit number
     */
    public static WalletV4R2 of(Ed25519PublicKey key, long id) {
        return new WalletV4R2(key, id);
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
        CellSlice in = data == null ? null : data.beginRead();
        return new WalletView(in == null ? 0 : in.loadUint(32), false);
    }

    @Override
    public WalletMessage external(Ed25519Key signer, long seqno, long validUntil, List<Transfer> transfers) {
        StateInit deployed = WalletCells.check(this, signer, seqno, validUntil, transfers);
        CellBuilder unsigned = new CellBuilder()
                .storeUint(id, 32)
                .storeUint(validUntil, 32)
                .storeUint(seqno, 32)
                .storeUint(SEND, 8);
        WalletCells.writeTransfers(unsigned, transfers, 0);
        Cell signedPart = unsigned.build();
        Cell body = new CellBuilder()
                .storeBytes(WalletCells.sign(signer, signedPart))
                .storeSlice(signedPart.beginRead())
                .build();
        return WalletMessage.to(address, deployed, body);
    }
}
