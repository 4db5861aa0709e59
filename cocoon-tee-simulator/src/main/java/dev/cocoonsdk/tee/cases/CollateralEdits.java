package dev.cocoonsdk.tee.cases;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.Collateral;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes items of collateral after signing. */
final class CollateralEdits {

    private CollateralEdits() {}

    static Bytes text(Bytes item, UnaryOperator<String> change) {
        String changed = change.apply(new String(item.toByteArray(), StandardCharsets.ISO_8859_1));
        return Bytes.wrap(changed.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Collateral tcbInfo(@Nullable Collateral all, UnaryOperator<String> change) {
        Collateral old = need(all);
        return new Collateral(
                text(old.tcbInfo(), change),
                old.tcbInfoIssuerChain(),
                old.qeIdentity(),
                old.qeIdentityIssuerChain(),
                old.pckCrl(),
                old.pckCrlIssuerChain(),
                old.rootCaCrl());
    }

    /** Changes the chains of TCB info and QE identity alike. */
    static Collateral signingChains(@Nullable Collateral all, UnaryOperator<String> change) {
        Collateral old = need(all);
        return new Collateral(
                old.tcbInfo(),
                text(old.tcbInfoIssuerChain(), change),
                old.qeIdentity(),
                text(old.qeIdentityIssuerChain(), change),
                old.pckCrl(),
                old.pckCrlIssuerChain(),
                old.rootCaCrl());
    }

    static Collateral qeIdentity(@Nullable Collateral all, UnaryOperator<String> change) {
        Collateral old = need(all);
        return new Collateral(
                old.tcbInfo(),
                old.tcbInfoIssuerChain(),
                text(old.qeIdentity(), change),
                old.qeIdentityIssuerChain(),
                old.pckCrl(),
                old.pckCrlIssuerChain(),
                old.rootCaCrl());
    }

    static Collateral pckCrl(@Nullable Collateral all, UnaryOperator<String> change) {
        Collateral old = need(all);
        return lists(old, text(old.pckCrl(), change), old.pckCrlIssuerChain(), old.rootCaCrl());
    }

    static Collateral pckCrlChain(@Nullable Collateral all, UnaryOperator<String> change) {
        Collateral old = need(all);
        return lists(old, old.pckCrl(), text(old.pckCrlIssuerChain(), change), old.rootCaCrl());
    }

    static Collateral tcbChainForPckCrl(@Nullable Collateral all) {
        Collateral old = need(all);
        return lists(old, old.pckCrl(), old.tcbInfoIssuerChain(), old.rootCaCrl());
    }

    static Collateral rootCrl(@Nullable Collateral all, Bytes list) {
        Collateral old = need(all);
        return lists(old, old.pckCrl(), old.pckCrlIssuerChain(), list);
    }

    private static Collateral lists(Collateral old, Bytes pckCrl, Bytes pckCrlChain, Bytes rootCrl) {
        return new Collateral(
                old.tcbInfo(),
                old.tcbInfoIssuerChain(),
                old.qeIdentity(),
                old.qeIdentityIssuerChain(),
                pckCrl,
                pckCrlChain,
                rootCrl);
    }

    private static Collateral need(@Nullable Collateral all) {
        if (all == null) {
            throw new IllegalArgumentException("collateral: none (expected: some to change)");
        }
        return all;
    }
}
