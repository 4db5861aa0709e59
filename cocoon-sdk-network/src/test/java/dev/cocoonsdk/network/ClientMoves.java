package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ClientAuthorizationWithProxyFailed;
import dev.cocoonsdk.network.tl.ClientAuthorizationWithProxySuccess;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyLong;
import dev.cocoonsdk.network.tl.ClientAuthorizeWithProxyShort;
import dev.cocoonsdk.network.tl.ClientConnectToProxy;
import dev.cocoonsdk.network.tl.ClientConnectedToProxy;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypes;
import dev.cocoonsdk.network.tl.ClientGetWorkerTypesV2;
import dev.cocoonsdk.network.tl.ClientPaymentStatus;
import dev.cocoonsdk.network.tl.ClientProxyConnectionAuthLong;
import dev.cocoonsdk.network.tl.ClientProxyConnectionAuthShort;
import dev.cocoonsdk.network.tl.ClientUpdatePaymentStatus;
import dev.cocoonsdk.network.tl.ClientWorkerTypes;
import dev.cocoonsdk.network.tl.ClientWorkerTypesV2;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.ProxyClientRequestPayment;
import dev.cocoonsdk.network.tl.ProxyParams;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPaymentEmpty;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A proxy that answers a client's link rightly, and an application that uses it. */
final class ClientMoves implements LinkProgram.Moves {

    private static final HttpResponse HEAD =
            new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.ofUtf8("first"));
    private static final ClientAnswerInfo INFO = ClientAnswerInfo.ofProxy(Instant.EPOCH, Instant.EPOCH);
    private static final AnyProxySignedPayment EMPTY = new ProxySignedPaymentEmpty();
    private static final AnyProxySignedPayment WRONG =
            new ProxySignedPayment(TlBytes.wrap(TestNetwork.signed(3).toBoc()));

    private final ClientLink link;
    private final List<Calls> calls = new ArrayList<>();
    private int modelAnswers;
    private int modelQueries;

    private record Calls(ClientCall call, RecordingClientAnswer answer) {}

    ClientMoves(ClientLink link) {
        this.link = link;
    }

    @Override
    public void play(int move, int argument, LinkProgram program) {
        Hash256 id = id(argument);
        int protocol = argument >> 6;
        boolean end = (argument & 32) != 0;
        ClientRequest request = request(id, (argument & 16) != 0);
        switch (move) {
            case 0 -> answer(argument, program);
            case 1 -> run(id, argument);
            case 2 -> program.packet(ClientMessages.head(protocol, id, HEAD));
            case 3 ->
                program.packet(
                        end
                                ? ClientMessages.last(protocol, request, TlBytes.ofUtf8("end"), INFO)
                                : ClientMessages.part(protocol, id, TlBytes.ofUtf8("part")));
            case 4 -> program.packet(ClientMessages.error(protocol, request, end, argument, "no", INFO));
            case 5 ->
                program.packet(new ProxyClientRequestPayment(
                        id, end && protocol == 3 ? WRONG : EMPTY, argument - 5, argument, argument - 9));
            case 6 -> use(argument);
            default ->
                program.packet(new CocoonsdkHello(
                        1, end ? List.of(Extensions.CANCEL) : List.of("x"), List.of(), List.of(), 0));
        }
    }

    private void answer(int argument, LinkProgram program) {
        TlObject answer = switch (program.lastFunction()) {
            case ClientConnectToProxy.ID -> connected(argument);
            case ClientAuthorizeWithProxyShort.ID, ClientAuthorizeWithProxyLong.ID ->
                (argument & 7) == 7
                        ? new ClientAuthorizationWithProxyFailed(argument, "no")
                        : new ClientAuthorizationWithProxySuccess(EMPTY, argument, argument);
            case ClientUpdatePaymentStatus.ID -> new ClientPaymentStatus(EMPTY, argument, -argument);
            case ClientGetWorkerTypes.ID -> new ClientWorkerTypes(List.of());
            case ClientGetWorkerTypesV2.ID -> new ClientWorkerTypesV2(List.of());
            default -> EMPTY;
        };
        program.answer(answer);
    }

    private static ClientConnectedToProxy connected(int argument) {
        ProxyParams params = TestNetwork.proxy().params(argument % 4);
        Hash256 secret = (argument & 8) == 0 ? Hash256.ZERO : RecordingClientPort.SECRET_HASH;
        return new ClientConnectedToProxy(
                params,
                (argument & 64) == 0 ? TestNetwork.CLIENT_CONTRACT.toWire(false) : params.proxyScAddress(),
                (argument & 16) == 0
                        ? new ClientProxyConnectionAuthShort(secret, argument)
                        : new ClientProxyConnectionAuthLong(argument),
                EMPTY);
    }

    private void run(Hash256 id, int argument) {
        boolean free = calls.stream()
                .allMatch(known -> known.call().isEnded() || !known.call().id().equals(id));
        if (free) {
            RecordingClientAnswer answer = new RecordingClientAnswer();
            Duration timeout = Duration.ofSeconds(argument % 40);
            calls.add(new Calls(link.run(ClientRequestTest.query(id, timeout, argument > 99), answer), answer));
        }
    }

    private void use(int argument) {
        if (argument == 255) {
            link.close("enough");
        } else if (argument > 127) {
            modelQueries++;
            link.models(new QueryHandler<>() {
                @Override
                public void answered(List<ProxyModel> answer) {
                    modelAnswers++;
                }

                @Override
                public void failed(QueryFailure failure) {
                    modelAnswers++;
                }
            });
        } else if (!calls.isEmpty()) {
            calls.get(argument % calls.size()).call().cancel();
        }
    }

    /** After the end of the link: every call ended, once. */
    void assertNothingIsStuck() {
        assertThat(link.running()).isZero();
        assertThat(modelAnswers).isEqualTo(modelQueries);
        for (Calls each : calls) {
            assertThat(each.call().isEnded()).isTrue();
            assertThat(each.answer().ends()).isEqualTo(1);
        }
    }

    static Hash256 id(int argument) {
        return IDS[argument & 3];
    }

    static ClientRequest request(Hash256 id, boolean debug) {
        return new ClientRequest(id, "m", TlBytes.EMPTY, 4000, 1000, Duration.ofSeconds(9), 3, debug);
    }

    private static final Hash256[] IDS = {
        Hash256.ZERO, Hash256.ofHex("01".repeat(32)), Hash256.ofHex("02".repeat(32)), Hash256.ofHex("03".repeat(32))
    };
}
