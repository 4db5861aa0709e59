package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.CocoonsdkEvidence;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.WorkerCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerConnectToProxy;
import dev.cocoonsdk.network.tl.WorkerEnabledDisabled;
import dev.cocoonsdk.network.tl.WorkerExtendedCompareBalanceWithProxy;
import dev.cocoonsdk.network.tl.WorkerNewCoefficient;
import dev.cocoonsdk.network.tl.WorkerParams;
import dev.cocoonsdk.network.tl.WorkerProxyHandshakeComplete;
import dev.cocoonsdk.network.tl.WorkerUpdatePaymentStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A worker that talks rightly to a proxy's link, and a broker that gives requests. */
final class ProxyMoves implements LinkProgram.Moves {

    private static final HttpResponse HEAD =
            new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.ofUtf8("first"));
    private static final HttpRequest NO_REQUEST = new HttpRequest("", "", "", List.of(), TlBytes.EMPTY);
    private static final String OWNER = TestNetwork.OWNER.toWire(false);

    private final ProxyWorkerLink link;
    private final RecordingProxy proxy;
    private final List<WorkerCall> calls = new ArrayList<>();
    private final List<RecordingAnswer> answers = new ArrayList<>();

    ProxyMoves(ProxyWorkerLink link, RecordingProxy proxy) {
        this.link = link;
        this.proxy = proxy;
    }

    @Override
    public void play(int move, int argument, LinkProgram program) {
        Hash256 id = ClientMoves.id(argument);
        int protocol = argument >> 6;
        WorkerRequest request = new WorkerRequest(id, NO_REQUEST, 1000, Duration.ZERO, argument > 99);
        switch (move) {
            case 0 -> handshake(argument, program);
            case 1 -> run(id, argument);
            case 2 -> program.packet(AnswerMessages.head(protocol, id, HEAD));
            case 3 ->
                program.packet(
                        (argument & 32) == 0
                                ? AnswerMessages.part(protocol, id, TlBytes.ofUtf8("part"))
                                : AnswerMessages.last(protocol, request, TlBytes.EMPTY, AnswerInfo.none()));
            case 4 ->
                program.packet(AnswerMessages.error(
                        protocol, request, (argument & 32) == 0, argument, "no", AnswerInfo.none()));
            case 5 ->
                program.packet(
                        (argument & 1) == 0
                                ? new WorkerEnabledDisabled(argument & 2)
                                : new WorkerNewCoefficient(argument - 3));
            case 6 ->
                program.packet(
                        argument > 200
                                ? new CocoonsdkEvidence(TlBytes.ofUtf8("{}"))
                                : new CocoonsdkHello(
                                        1,
                                        argument > 99 ? List.of(Extensions.CANCEL) : List.of(),
                                        List.of(),
                                        List.of(),
                                        0));
            default -> use(argument);
        }
    }

    private static void handshake(int argument, LinkProgram program) {
        switch (argument % 5) {
            case 0 ->
                program.query(
                        argument,
                        new WorkerConnectToProxy(new WorkerParams(
                                3, OWNER, TestNetwork.MODEL, 1000, argument < 250, 1, 60, 0, argument % 3)));
            case 1 ->
                program.query(argument, new WorkerCompareBalanceWithProxy(0, argument > 250 ? 1 : 0, argument & 8));
            case 2 -> program.query(argument, new WorkerExtendedCompareBalanceWithProxy(0, TlBytes.EMPTY));
            case 3 -> program.query(argument, new WorkerProxyHandshakeComplete((argument & 8) != 0));
            default -> program.query(argument, new WorkerUpdatePaymentStatus());
        }
    }

    private void run(Hash256 id, int argument) {
        boolean free =
                calls.stream().allMatch(call -> call.isEnded() || !call.id().equals(id));
        if (free && link.isReady()) {
            RecordingAnswer answer = new RecordingAnswer();
            answers.add(answer);
            Duration timeout = Duration.ofSeconds(argument % 40);
            calls.add(link.run(new WorkerQuery(id, TlBytes.EMPTY, null, timeout, argument > 99), answer));
        }
    }

    private void use(int argument) {
        if (argument == 255) {
            link.close("enough");
        } else if (argument > 200 && proxy.heldReply != null) {
            proxy.heldReply.accept(proxy.numbers);
        } else if (argument > 180) {
            proxy.holdNumbers = !proxy.holdNumbers;
        } else if (argument > 90) {
            link.requestPayment(
                    ClientMoves.id(argument), TestNetwork.numbers(0, 1, 2), TokenCount.of(1), TestNetwork.CLIENT);
        } else if (!calls.isEmpty()) {
            calls.get(argument % calls.size()).cancel();
        }
    }

    /** After the end of the link: every call ended, once. */
    void assertNothingIsStuck() {
        assertThat(link.running()).isZero();
        assertThat(calls).allMatch(WorkerCall::isEnded);
        assertThat(answers).allMatch(answer -> answer.ends() == 1);
    }
}
