package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.Ed25519PublicKey;
import dev.cocoonsdk.ton.StateInit;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wallet contract of one key: its address, its storage and the messages by which it is told to send. Immutable and thread-safe. */
public sealed interface WalletContract permits CocoonWallet, WalletV4R2, WalletV5R1 {

    /** The key that signs. */
    Ed25519PublicKey key();

    /** The state it is deployed with. */
    StateInit init();

    /** The wallet's address. */
    TonAddress address();

    /** Most transfers in one message, 4 to 255. */
    int maxTransfers();

    /** Whether the first message can be built: the code is known, not only its hash. */
    default boolean canDeploy() {
        Cell code = init().code();
        return code != null && !code.isOpaque();
    }

    /**
     * What the wallet expects next.
     *
     * @param data its storage, or null if it is not deployed
     * @throws CellException if the storage has another layout
     */
    WalletView view(@Nullable Cell data);

    /**
     * Signs transfers, which the wallet carries out all at once.
     *
     * @param signer the wallet's key
     * @param seqno that of {@link #view}; with 0 the message deploys the wallet
     * @param validUntil unix seconds, an unsigned 32-bit number; the message is of no use from then on
     * @param transfers at most {@link #maxTransfers()}
     * @throws IllegalArgumentException if the key is another one, a number is out of range or there are too many transfers
     * @throws IllegalStateException if the wallet is to be deployed and only the hash of its code is known, or the key was destroyed
     */
    WalletMessage external(Ed25519Key signer, long seqno, long validUntil, List<Transfer> transfers);
}
