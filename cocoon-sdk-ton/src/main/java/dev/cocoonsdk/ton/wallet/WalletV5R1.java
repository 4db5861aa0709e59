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

/**
 * The ordinary wallet of version 5, revision 1 ({@code ton-blockchain/wallet-contract-v5}), for an owner's own funds. It skips a transfer that
 * it cannot pay for instead of failing; no other way is open to messages from outside.
 */
public final class WalletV5R1 implements WalletContract {

    /** Global id of mainnet. */
    public static final int MAINNET = -239;

    /** Global id of testnet. */
    public static final int TESTNET = -3;

    private static final String CODE_HASH = "20834b7b72b112147e1b2fb457b84e74d1a30f04f737d4f62a668e9552d2b72f";
    private static final int MAX_TRANSFERS = 255;
    private static final long SIGNED_EXTERNAL = 0x7369676eL;
    private static final long SEND_MESSAGE = 0x0ec3c86dL;
    private static final int IGNORE_ERRORS = 2;
    // One bit for a client's wallet, workchain 0 in 8 bits, version 0 in 8 bits, subwallet in 15 bits.
    private static final int CLIENT_CONTEXT = 1 << 31;
    private static final int MAX_SUBWALLET = (1 << 15) - 1;
    private static final long UINT32 = 0xffff_ffffL;

    private final Ed25519PublicKey key;
    private final long id;
    private final StateInit init;
    private final TonAddress address;

    private WalletV5R1(Ed25519PublicKey key, long id) {
        this.key = key;
        this.id = id;
        Cell data = new CellBuilder()
                .storeBit(true)
                .storeUint(0, 32)
                .storeUint(id, 32)
                .storeHash(key.value())
                .storeBit(false)
                .build();
        this.init = new StateInit(WalletCells.resource("wallet-v5r1.boc", CODE_HASH), data);
        this.address = init.address();
    }

    /**
     * The wallet of a key in workchain 0.
     *
     * @param network global id of the network, on which the address depends: {@link #MAINNET}, {@link #TESTNET} or any other
     */
    public static WalletV5R1 of(Ed25519PublicKey key, int network) {
        return of(key, network, 0);
    }

    /**
     * The wallet of a key in workchain 0.
     *
     * @param network global id of the network
     * @param subwallet tells wallets of one key apart, 0 to 32,767
     * @throws IllegalArgumentException if the subwallet is out of range
     */
    public static WalletV5R1 of(Ed25519PublicKey key, int network, int subwallet) {
        if (subwallet < 0 || subwallet > MAX_SUBWALLET) {
            throw new IllegalArgumentException("subwallet: " + subwallet + " (expected: 0 to " + MAX_SUBWALLET + ")");
        }
        return new WalletV5R1(key, (network ^ (CLIENT_CONTEXT | subwallet)) & UINT32);
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

    /** Blocked if its owner has turned signatures off. */
    @Override
    public WalletView view(@Nullable Cell data) {
        if (data == null) {
            return new WalletView(0, false);
        }
        CellSlice in = data.beginRead();
        boolean signatures = in.loadBit();
        return new WalletView(in.loadUint(32), !signatures);
    }

    @Override
    public WalletMessage external(Ed25519Key signer, long seqno, long validUntil, List<Transfer> transfers) {
        StateInit deployed = WalletCells.check(this, signer, seqno, validUntil, transfers);
        Cell unsigned = new CellBuilder()
                .storeUint(SIGNED_EXTERNAL, 32)
                .storeUint(id, 32)
                .storeUint(validUntil, 32)
                .storeUint(seqno, 32)
                .storeMaybeRef(transfers.isEmpty() ? null : actions(transfers))
                .storeBit(false)
                .build();
        Cell body = new CellBuilder()
                .storeSlice(unsigned.beginRead())
                .storeBytes(WalletCells.sign(signer, unsigned))
                .build();
        return WalletMessage.to(address, deployed, body);
    }

    /** A list whose every cell refers to what comes before it. */
    private static Cell actions(List<Transfer> transfers) {
        Cell list = Cell.EMPTY;
        for (Transfer transfer : transfers) {
            list = new CellBuilder()
                    .storeRef(list)
                    .storeUint(SEND_MESSAGE, 32)
                    .storeUint(WalletCells.mode(transfer) | IGNORE_ERRORS, 8)
                    .storeRef(WalletCells.message(transfer))
                    .build();
        }
        return list;
    }
}
