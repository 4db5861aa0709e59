package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a client's link reports. */
final class RecordingClient implements ClientLink.Listener {

    final List<String> payments = new ArrayList<>();
    final List<String> defects = new ArrayList<>();
    final List<Long> nonces = new ArrayList<>();
    final List<CocoonsdkHello> hellos = new ArrayList<>();
    final List<LinkFailure> failures = new ArrayList<>();
    boolean imageAllowed = true;
    int ready;

    @Override
    public boolean isImageAllowed(Peer peer) {
        return imageAllowed;
    }

    @Override
    public void onRegistrationWanted(ChargeAccount account, long nonce) {
        nonces.add(nonce);
    }

    @Override
    public void onReady() {
        ready++;
    }

    @Override
    public void onPayment(Hash256 requestId, long tokens, ChargeAccount account) {
        payments.add(tokens + " of " + account.memory().value());
    }

    @Override
    public void onPaymentDefect(ChargeAccount account, String defect) {
        defects.add(defect);
    }

    @Override
    public void onHello(CocoonsdkHello hello) {
        hellos.add(hello);
    }

    @Override
    public void onClosed(LinkFailure failure) {
        failures.add(failure);
    }

    @Nullable
    LinkFailure failure() {
        return failures.isEmpty() ? null : failures.get(0);
    }
}
