package dev.cocoonsdk.ton.contract;

/** The contracts of the Cocoon network ({@code docs/protocol/contracts.md} 9). */
public enum ContractKind {
    /** Lists proxies, images and models, and holds prices and codes. */
    ROOT,
    /** Holds all coins of a proxy's clients and pays them out. */
    PROXY,
    /** Counts what a client deposited with a proxy and used. */
    CLIENT,
    /** Counts what a worker did for a proxy. */
    WORKER,
    /** Pays for a node's messages. */
    WALLET
}
