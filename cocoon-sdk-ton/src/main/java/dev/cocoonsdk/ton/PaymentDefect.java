package dev.cocoonsdk.ton;

/** Why bytes are not the signed payment that was expected ({@code docs/protocol/contracts.md} 8). */
public enum PaymentDefect {
    /** The bytes are no bag of cells with one root. */
    MALFORMED_BAG,
    /** Body or payload have other bits or references than the layout says. */
    MALFORMED_BODY,
    /** The operation is none that a proxy signs. */
    UNKNOWN_OPERATION,
    /** A payment of another kind. */
    WRONG_KIND,
    /** Operation or query id differ between body and payload. */
    INNER_MISMATCH,
    /** The token counter is above 2<sup>63</sup> − 1. */
    TOKENS_OUT_OF_RANGE,
    /** The payload names another contract. */
    WRONG_CONTRACT,
    /** The signature is not by the proxy's key. */
    BAD_SIGNATURE
}
