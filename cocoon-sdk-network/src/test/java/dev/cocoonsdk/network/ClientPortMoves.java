package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyLong;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyShort;
import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypes;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypesV2;
import dev.cocoonsdk.network.tl.ClientParams;
import dev.cocoonsdk.network.tl.ClientUpdatePaymentStatus;
import dev.cocoonsdk.network.tl.CocoonsdkCancel;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A client that talks rightly to a proxy's link, and a broker that answers. */
final class ClientPortMoves implements LinkProgram.Moves {

    private static final ClientAnswerInfo INFO = ClientAnswerInfo.ofProxy(Instant.EPOCH, Instant.EPOCH);
    private static final HttpResponse HEAD =
            new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.ofUtf8("first"));
    private static final String WALLET = TestNetwork.WALLET.toWire(false);
    private static final TlBytes SECRET = TlBytes.ofUtf8("secret");
    private static final TlBytes OTHER = TlBytes.ofUtf8("other");

    private final ProxyClientLink link;
    private final RecordingClientPort port;

    ClientPortMoves(ProxyClientLink link, RecordingClientPort port) {
        this.link = link;
        this.port = port;
    }

    @Override
    public void play(int move, int argument, LinkProgram program) {
        switch (move) {
            case 0 ->
                program.query(
                        argument,
                        new ClientConnectToProxy(
                                new ClientParams(3, WALLET, argument != 255, argument & 1, argument & 3),
                                argument & 4));
            case 1 ->
                program.query(
                        argument,
                        (argument & 1) == 0
                                ? new ClientAuthorizeWithProxyShort((argument & 2) == 0 ? SECRET : OTHER)
                                : new ClientAuthorizeWithProxyLong());
            case 2 ->
                program.packet(ClientMessages.runQuery(
                        argument >> 7,
                        ClientRequestTest.query(ClientMoves.id(argument), Duration.ofSeconds(1), argument > 99)));
            case 3 -> reply(argument);
            case 4 -> decide(argument);
            case 5 -> ask(argument, program);
            case 6 ->
                link.requestPayment(
                        ClientMoves.id(argument),
                        new PaymentNumbers(
                                TestNetwork.charge(argument & 1),
                                TokenCount.of(argument & 7),
                                TokenCount.of(argument & 15)),
                        TokenCount.of(argument));
            default ->
                program.packet(
                        (argument & 4) == 0
                                ? new CocoonsdkHello(1, List.of(), List.of(), List.of(), 0)
                                : new CocoonsdkCancel(ClientMoves.id(argument)));
        }
    }

    private void reply(int argument) {
        if (port.replies.isEmpty()) {
            return;
        }
        ClientReply reply = port.replies.get(argument % port.replies.size());
        switch (argument >> 5) {
            case 0, 1 -> {
                if (!reply.isHeadSent()) {
                    reply.head(HEAD);
                }
            }
            case 2 -> reply.fail(argument, "no", INFO);
            case 3 -> reply.cancelled(INFO);
            default -> {
                if (reply.isHeadSent() && argument > 200) {
                    reply.complete(INFO);
                } else if (reply.isHeadSent()) {
                    reply.part(TlBytes.ofUtf8("part"));
                }
            }
        }
    }

    private void decide(int argument) {
        switch (argument & 7) {
            case 0 -> port.standing = new ClientStanding.Unknown();
            case 1 -> port.standing = new ClientStanding.Closing();
            case 2 -> port.standing = RecordingClientPort.known("secret");
            case 3 -> port.hold = !port.hold;
            case 4 -> release();
            case 5 -> link.registered();
            case 6 -> port.enabled = !port.enabled;
            default -> {
                if (argument > 200) {
                    link.close("enough");
                }
            }
        }
    }

    private void release() {
        if (port.heldStanding != null) {
            port.heldStanding.accept(port.standing);
        }
        if (port.heldNumbers != null) {
            port.heldNumbers.accept(port.numbers);
        }
    }

    private static void ask(int argument, LinkProgram program) {
        switch (argument % 3) {
            case 0 -> program.query(argument, new ClientUpdatePaymentStatus());
            case 1 -> program.query(argument, new ClientGetWorkerTypes());
            default -> program.query(argument, new ClientGetWorkerTypesV2());
        }
    }

    /** After the end of the link: every answer ended, nothing is held. */
    void assertNothingIsStuck() {
        release();
        link.registered();
        assertThat(link.running()).isZero();
        assertThat(link.waitingBytes()).isZero();
        assertThat(port.replies).allMatch(ClientReply::isEnded);
    }
}
