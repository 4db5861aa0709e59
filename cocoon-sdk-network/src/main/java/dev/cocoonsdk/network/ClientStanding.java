package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.SignedPayment;
import org.jspecify.annotations.Nullable;

/** What a proxy knows of a client's contract ({@code docs/protocol/wire.md} 7.2 and 7.3). */
public sealed interface ClientStanding {

    /** Nothing: the client must prove on chain that it owns the wallet. */
    record Unknown() implements ClientStanding {}

    /** The contract is closing or closed: the client is refused. */
    record Closing() implements ClientStanding {}

    /**
     * The proxy does not want to say: the client is refused with 602.
     *
     * @param reason text for the client
     */
    record Refused(String reason) implements ClientStanding {}

    /**
     * The contract runs.
     *
     * @param secretHash SHA-256 of the client's secret as the chain has it
     * @param payment the last signed charge, null if there is none yet
     */
    record Known(Hash256 secretHash, @Nullable SignedPayment payment) implements ClientStanding {}
}
