package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.Devnet;
import dev.cocoonsdk.devnet.DevnetContracts;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.api.AccountState;
import dev.cocoonsdk.ton.wallet.CocoonWallet;
import dev.cocoonsdk.ton.wallet.Transfer;
import dev.cocoonsdk.ton.wallet.WalletCode;
import java.time.Duration;
import java.util.List;

/** A Cocoon wallet on the local chain, whose key is derived from a name. Everything that it sends is executed when {@link #send} returns. */
final class ChainWallet {

    private static final long VALID_SECONDS = Duration.ofHours(1).toSeconds();

    private final Devnet devnet;
    private final Ed25519Key key;
    private final CocoonWallet contract;

    private ChainWallet(Devnet devnet, Ed25519Key key, TonAddress owner) {
        this.devnet = devnet;
        this.key = key;
        this.contract = CocoonWallet.of(key.publicKey(), owner, WalletCode.of(DevnetContracts.wallet()));
    }

    /**
     * The wallet of a name, with coins.
     *
     * @param owner may withdraw
     */
    static ChainWallet funded(Devnet devnet, String keyName, TonAddress owner, NanoTon coins) {
        ChainWallet wallet = new ChainWallet(devnet, MarketplaceConfig.key(keyName), owner);
        devnet.fund(wallet.address(), coins);
        return wallet;
    }

    TonAddress address() {
        return contract.address();
    }

    /** Sends up to four transfers in one message. */
    void send(Transfer... transfers) {
        AccountState account = devnet.account(address());
        long seqno = contract.view(account.data()).seqno();
        long validUntil = devnet.clock().instant().getEpochSecond() + VALID_SECONDS;
        devnet.api()
                .send(contract.external(key, seqno, validUntil, List.of(transfers))
                        .external())
                .toCompletableFuture()
                .join();
    }
}
