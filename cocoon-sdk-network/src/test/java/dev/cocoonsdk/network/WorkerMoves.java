package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.CocoonsdkCancel;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.ProxyRunQuery;
import dev.cocoonsdk.network.tl.ProxyRunQueryEx;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPaymentEmpty;
import dev.cocoonsdk.network.tl.ProxyWorkerRequestPayment;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxyResult;
import dev.cocoonsdk.network.tl.WorkerConnectToProxy;
import dev.cocoonsdk.network.tl.WorkerConnectedToProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxyResult;
import dev.cocoonsdk.network.tl.WorkerPaymentStatus;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeComplete;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeCompleted;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import java.util.List;

/** A proxy that talks rightly to a worker's link, and a provider that answers. */
final class WorkerMoves implements LinkProgram.Moves {

    private static final HttpResponse HEAD =
            new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.ofUtf8("first"));
    private static final AnyProxySignedPayment EMPTY = new ProxySignedPaymentEmpty();
    private static final AnyProxySignedPayment SIGNED =
            new ProxySignedPayment(TlBytes.wrap(TestNetwork.signed(0).toBoc()));
    private static final TlBytes HTTP = ClientRequestTest.query(ClientRequestTest.ID, java.time.Duration.ZERO, false)
            .request();

    private final WorkerLink link;
    private final RecordingWorker worker;

    WorkerMoves(WorkerLink link, RecordingWorker worker) {
        this.link = link;
        this.worker = worker;
    }

    @Override
    public void play(int move, int argument, LinkProgram program) {
        TlBytes http = argument > 240 ? TlBytes.EMPTY : HTTP;
        switch (move) {
            case 0 -> program.answer(answer(argument, program.lastFunction()));
            case 1 ->
                program.packet(
                        new ProxyRunQueryEx(http, EMPTY, 1000, argument, ClientMoves.id(argument), 1, argument > 99));
            case 2 -> program.packet(new ProxyRunQuery(http, EMPTY, 1000, argument, ClientMoves.id(argument)));
            case 3 -> program.packet(new CocoonsdkCancel(ClientMoves.id(argument)));
            case 4 ->
                program.packet(new ProxyWorkerRequestPayment(
                        ClientMoves.id(argument), argument > 250 ? EMPTY : SIGNED, argument, argument, argument, ""));
            case 5 -> link.setCoefficient(argument);
            case 6 -> link.setDisabled((argument & 1) == 0);
            default -> reply(argument);
        }
    }

    private static TlObject answer(int argument, int function) {
        return switch (function) {
            case WorkerConnectToProxy.ID ->
                new WorkerConnectedToProxy(
                        TestNetwork.proxy().params(argument % 4), TestNetwork.WORKER_CONTRACT.toWire(false));
            case WorkerCompareBalanceWithProxy.ID ->
                new WorkerCompareBalanceWithProxyResult(SIGNED, argument, argument, argument & 1);
            case WorkerExtendedCompareBalanceWithProxy.ID ->
                new WorkerExtendedCompareBalanceWithProxyResult(argument & 1);
            case WorkerProxyHandshakeComplete.ID -> new WorkerProxyHandshakeCompleted();
            case WorkerUpdatePaymentStatus.ID -> new WorkerPaymentStatus(SIGNED, argument, argument);
            default -> EMPTY;
        };
    }

    private void reply(int argument) {
        if (worker.answers.isEmpty()) {
            return;
        }
        WorkerAnswer answer = worker.answers.get(argument % worker.answers.size());
        if (!answer.isHeadSent() && argument > 60) {
            answer.head(HEAD);
        } else if (argument > 200) {
            answer.cancelled(AnswerInfo.none());
        } else if (answer.isHeadSent() && argument > 60) {
            answer.part(TlBytes.ofUtf8("part"));
        } else if (answer.isHeadSent() && argument > 30) {
            answer.complete(AnswerInfo.none());
        } else {
            answer.fail(argument, "no", AnswerInfo.none());
        }
    }

    /** After the end of the link: every answer ended. */
    void assertNothingIsStuck() {
        assertThat(worker.answers).allMatch(WorkerAnswer::isEnded);
    }
}
