package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.ton.TonAddress;

/**
 * What an operator can have done ({@code docs/protocol/http-api.md} 4.1). Each method answers with one line of text. Thread-safe.
 */
public interface Operator {

    /** Pays a worker's owner what the chain has confirmed. */
    String payout(TonAddress workerOwner);

    /** Charges a client. */
    String charge(TonAddress clientWallet);

    /** Withdraws what the proxy contract earned. */
    String withdraw();

    /** Leaves the network: closes all native connections and takes no requests. */
    String disable();

    /** Takes part in the network again. */
    String enable();
}
