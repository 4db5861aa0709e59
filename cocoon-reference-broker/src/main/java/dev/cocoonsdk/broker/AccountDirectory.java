package dev.cocoonsdk.broker;

import dev.cocoonsdk.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the broker knows about clients from the chain. A broker learns of a client only through messages of its contract
 * ({@code docs/protocol/wire.md} 7.2), so looking one up needs no network and never blocks.
 */
@FunctionalInterface
public interface AccountDirectory {

    /**
     * The newest known state of a client.
     *
     * @param wallet the client's Cocoon wallet
     * @return null if no client contract of this wallet was ever seen
     */
    @Nullable
    ClientAccount find(TonAddress wallet);
}
