package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.contract.AttachedValue;
import dev.cocoonsdk.ton.contract.TypicalCost;

/** What the wallet asks of a client contract, with coins and costs of {@code docs/protocol/payments.md} 8 and 14. */
public enum RequestKind {
    /** Creates the contract; the coins stay in it, and the proxy that grants the refund gets them. */
    DEPLOY("deploy", AttachedValue.CLIENT_DEPLOY, TypicalCost.WALLET_MESSAGE),
    /** Proves to the proxy that the wallet owns the contract. */
    REGISTER("register", AttachedValue.CLIENT_REGISTER, TypicalCost.CLIENT_INFORMATION),
    /** Stores the hash of the secret, by which later connections are authorised. */
    SET_SECRET("set secret", AttachedValue.CLIENT_OPERATION, TypicalCost.CLIENT_INFORMATION),
    /** Raises the stake. */
    INCREASE_STAKE("increase stake", AttachedValue.CLIENT_OPERATION, TypicalCost.CLIENT_INFORMATION),
    /** Deposits coins. */
    TOP_UP("top up", AttachedValue.CLIENT_OPERATION, TypicalCost.CLIENT_TOP_UP),
    /** Brings the proxy's last signed charge to the contract. */
    PUSH_CHARGE("push charge", AttachedValue.CHARGE, TypicalCost.CHARGE),
    /** Takes out what lies above the stake. */
    WITHDRAW("withdraw", AttachedValue.CLIENT_OPERATION, TypicalCost.CLIENT_WITHDRAW),
    /** Close I: asks for the refund. */
    CLOSE("close", AttachedValue.CLIENT_OPERATION, TypicalCost.CLIENT_REQUEST_REFUND),
    /** Close II: forces the refund out of the proxy's stake. */
    FORCE_CLOSE("force close", AttachedValue.CLIENT_OPERATION, TypicalCost.CLIENT_REQUEST_REFUND);

    private final String text;
    private final long attached;
    private final long cost;

    RequestKind(String text, NanoTon attached, NanoTon cost) {
        this.text = text;
        this.attached = attached.value();
        this.cost = cost.value();
    }

    /** Coins that go along for fees, besides a deposit; what is not used comes back, except from {@link #DEPLOY}. */
    public NanoTon attached() {
        return NanoTon.of(attached);
    }

    /** What it usually costs, without the wallet's own fee. */
    public NanoTon expectedCost() {
        return NanoTon.of(cost);
    }

    /** In words, such as {@code top up}. */
    @Override
    public String toString() {
        return text;
    }
}
