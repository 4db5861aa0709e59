package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a worker's link reports. */
final class RecordingWorker implements WorkerLink.Listener {

    final List<WorkerAnswer> answers = new ArrayList<>();
    final List<WorkerAnswer> cancelled = new ArrayList<>();
    final List<String> payments = new ArrayList<>();
    final List<CocoonsdkHello> hellos = new ArrayList<>();
    final List<WorkerAnswer> unfinished = new ArrayList<>();
    final List<LinkFailure> failures = new ArrayList<>();
    int ready;
    boolean imageAllowed = true;

    @Override
    public boolean isImageAllowed(Peer peer) {
        return imageAllowed;
    }

    @Override
    public void onReady() {
        ready++;
    }

    @Override
    public void onRequest(WorkerRequest request, WorkerAnswer answer) {
        answers.add(answer);
    }

    @Override
    public void onCancel(WorkerAnswer answer) {
        cancelled.add(answer);
    }

    @Override
    public void onPayment(Hash256 requestId, long tokens, PayoutAccount account) {
        payments.add(tokens + " of " + account.memory().value());
    }

    @Override
    public void onHello(CocoonsdkHello hello) {
        hellos.add(hello);
    }

    @Override
    public void onClosed(LinkFailure failure, List<WorkerAnswer> open) {
        failures.add(failure);
        unfinished.addAll(open);
    }

    @Nullable
    LinkFailure failure() {
        return failures.isEmpty() ? null : failures.get(0);
    }
}
