package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides as told and remembers what a proxy's link reports. */
final class RecordingProxy implements ProxyWorkerLink.Listener {

    final List<String> events = new ArrayList<>();
    final List<CocoonsdkHello> hellos = new ArrayList<>();
    final List<TlBytes> evidence = new ArrayList<>();
    final List<LinkFailure> failures = new ArrayList<>();
    PaymentNumbers numbers = TestNetwork.numbers(0, 0, 0);
    boolean imageAllowed = true;
    boolean modelAllowed = true;
    boolean enabled = true;
    boolean holdNumbers;

    @Nullable
    Consumer<PaymentNumbers> heldReply;

    @Nullable
    WorkerRegistration registration;

    @Override
    public boolean isImageAllowed(Peer peer) {
        return imageAllowed;
    }

    @Override
    public boolean isModelAllowed(String model, Hash256 modelHash) {
        return modelAllowed;
    }

    @Override
    public boolean isProxyEnabled() {
        return enabled;
    }

    @Override
    public void onRegistered(WorkerRegistration worker) {
        events.add("registered");
        registration = worker;
    }

    @Override
    public void onNumbersWanted(WorkerRegistration worker, Consumer<PaymentNumbers> reply) {
        if (holdNumbers) {
            heldReply = reply;
        } else {
            reply.accept(numbers);
        }
    }

    @Override
    public void onReady(WorkerRegistration worker, boolean disabled) {
        events.add(disabled ? "ready disabled" : "ready");
    }

    @Override
    public void onDisabled(boolean disabled) {
        events.add("disabled " + disabled);
    }

    @Override
    public void onCoefficient(int coefficient) {
        events.add("coefficient " + coefficient);
    }

    @Override
    public void onHello(CocoonsdkHello hello) {
        hellos.add(hello);
    }

    @Override
    public void onEvidence(TlBytes told) {
        evidence.add(told);
    }

    @Override
    public void onTrustOver() {
        events.add("trust over");
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
