package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy's side of the worker handshake against a worker that speaks raw bytes (wire.md 8.1 and 8.2). */
class ProxyHandshakeTest {

    private static final int CONNECT_TO_PROXY = 0xcc484c5d;
    private static final int CONNECTED_TO_PROXY = 0x66bc82ee;
    private static final int COMPARE = 0xdb386501;
    private static final int COMPARE_RESULT = 0x9054c411;
    private static final int EXTENDED = 0xf8dd9914;
    private static final int EXTENDED_RESULT = 0x0c10973e;
    private static final int COMPLETE = 0xf843b066;
    private static final int COMPLETED = 0x3ad9b886;
    private static final int UPDATE_PAYMENT_STATUS = 0xdc70a524;
    private static final int PAYMENT_STATUS = 0xa88bd701;
    private static final int SIGNED_PAYMENT = 0x02998182;

    private final RecordingProxy listener = new RecordingProxy();
    private final TestWire wire = new TestWire();
    private final ManualClock clock = new ManualClock();
    private final ProxyWorkerLink link = ProxyWorkerLink.create(TestNetwork.proxy(), listener, wire, clock.context());
    private final RawPeer worker = new RawPeer(link, wire);

    @BeforeEach
    void openConnection() {
        worker.connect();
    }

    /** The fields of worker.params as the reference sends them. */
    private record Params(
            int flags,
            String owner,
            String model,
            int coefficient,
            boolean test,
            int proxies,
            int active,
            int min,
            int max) {

        static Params valid() {
            return new Params(3, "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m", "m@c:v", 1000, true, 3, 200, 1, 2);
        }

        TinyTl tl() {
            TinyTl tl =
                    TinyTl.of(CONNECT_TO_PROXY).i32(flags).str(owner).str(model).i32(coefficient);
            if ((flags & 1) != 0) {
                tl.bool(test).i32(proxies).i32(active);
            }
            if ((flags & 2) != 0) {
                tl.i32(min).i32(max);
            }
            return tl;
        }
    }

    @Test
    void admitsAValidWorkerAndCompletesTheHandshake() {
        worker.query(10, Params.valid().tl());
        ByteBuffer connected = worker.expectAnswer(10, CONNECTED_TO_PROXY);
        assertThat(connected.getInt()).isEqualTo(3);
        connected.position(connected.position() + 32);
        assertThat(text(connected)).isEqualTo("UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m");
        assertThat(text(connected)).isEqualTo("UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO");
        assertThat(connected.getInt()).isEqualTo(TinyTl.TRUE);
        assertThat(connected.getInt()).isEqualTo(2);
        assertThat(text(connected)).isEqualTo("UQCsCs2pKcRHEAtsvfAKAZVXAbV37zuF0iiC_QlRIVO46UqM");

        worker.query(11, TinyTl.of(COMPARE).i64(0).i64(0).i64(0));
        ByteBuffer result = worker.expectAnswer(11, COMPARE_RESULT);
        assertThat(result.getInt()).isEqualTo(SIGNED_PAYMENT);

        worker.query(12, TinyTl.of(COMPLETE).bool(true));
        worker.expectAnswer(12, COMPLETED);
        assertThat(listener.events).containsExactly("registered", "ready disabled");
        assertThat(link.isReady()).isTrue();
        assertThat(link.isDisabled()).isTrue();
        assertThat(link.registration().capacity()).isEqualTo(67);
        assertThat(link.registration().routingName()).isEqualTo("m");
    }

    @Test
    void aWorkerWithoutVersionsGetsProtocolZeroWithoutVersionField() {
        Params valid = Params.valid();
        worker.query(1, new Params(1, valid.owner, valid.model, 0, true, 1, 1, 0, 0).tl());
        assertThat(worker.expectAnswer(1, CONNECTED_TO_PROXY).getInt()).isEqualTo(1);
        assertThat(link.registration().protocol()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "2;owner;m;1;true;1;1;1;2;602 too old worker",
                "0;owner;m;1;true;1;1;1;2;602 too old worker",
                "3;owner;m;1;false;1;1;1;2;602 test mode mismatch",
                "3;owner;\"\";1;true;1;1;1;2;621 invalid worker hash or worker type",
                "3;owner;m;-1;true;1;1;1;2;621 invalid coefficient value",
                "3;owner;m;1000000000;true;1;1;1;2;621 invalid coefficient value",
                "3;owner;m;1;true;1;0;1;2;621 invalid max_active_requests value",
                "3;owner;m;1;true;0;1;1;2;621 invalid proxy_cnt value",
                "3;owner;m;1;true;1;1;3;9;621 cannot choose common protocol version",
                "3;owner;m;1;true;1;1;-5;-1;621 cannot choose common protocol version",
                "3;owner;m;1;true;1;1;2;0;621 cannot choose common protocol version",
                "3;owner;m;1;true;1;1;1;2;602 cannot parse worker owner address",
                // The first failing check of the list decides.
                "0;owner;\"\";-1;false;0;0;3;9;602 too old worker",
                "3;owner;\"\";-1;true;0;0;3;9;621 invalid worker hash or worker type",
                "3;owner;m;-1;true;0;0;3;9;621 invalid coefficient value",
                "3;owner;m;1;true;0;0;3;9;621 invalid max_active_requests value"
            })
    void refusesWithTheCodeAndTextOfTheReference(
            int flags,
            String owner,
            String model,
            int coefficient,
            boolean test,
            int proxies,
            int active,
            int min,
            int max,
            String error) {
        worker.query(5, new Params(flags, owner, model, coefficient, test, proxies, active, min, max).tl());
        assertRefused(5, error);
        assertThat(listener.events).isEmpty();
    }

    @Test
    void refusesAnImageBeforeItParsesAnything() {
        listener.imageAllowed = false;
        worker.query(5, TinyTl.of(CONNECT_TO_PROXY).i32(77));
        assertRefused(5, "621 invalid worker image hash");
    }

    @Test
    void refusesAModelThatIsNotAllowed() {
        listener.modelAllowed = false;
        worker.query(5, Params.valid().tl());
        assertRefused(5, "621 invalid worker model 'm@c:v'");
    }

    @Test
    void refusesEveryWorkerWhileTheProxyIsDisabled() {
        listener.enabled = false;
        worker.query(5, Params.valid().tl());
        assertRefused(5, "651 proxy is not participating in this iteration");
    }

    @Test
    void refusesAQueryThatDoesNotParse() {
        worker.query(5, TinyTl.of(CONNECT_TO_PROXY).i32(3).str("owner"));
        assertThat(worker.expectError(5)).startsWith("0 parse error");
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void refusesASecondConnect() {
        worker.query(5, Params.valid().tl());
        worker.expectAnswer(5, CONNECTED_TO_PROXY);
        worker.query(6, Params.valid().tl());
        assertRefused(6, "0 already authorized");
    }

    @Test
    void refusesQueriesInTheWrongOrder() {
        worker.query(5, TinyTl.of(COMPLETE).bool(false));
        assertRefused(5, "0 unexpected handshake query");
    }

    @Test
    void refusesAClientOnTheWorkerPort() {
        worker.query(5, TinyTl.of(0xff5fa0f4));
        assertRefused(5, "621 client connect() from non client");
    }

    @Test
    void answersPaymentStatusOnlyWhenReady() {
        worker.query(5, TinyTl.of(UPDATE_PAYMENT_STATUS));
        assertThat(worker.expectError(5)).isEqualTo("621 client request from non-ready connection");
        handshake();
        worker.query(6, TinyTl.of(UPDATE_PAYMENT_STATUS));
        worker.expectAnswer(6, PAYMENT_STATUS);
    }

    @Test
    void answersAnUnknownQueryWithAnErrorAndStaysOpen() {
        worker.query(5, TinyTl.of(0x12345678));
        assertThat(worker.expectError(5)).startsWith("0 ");
        assertThat(link.isClosed()).isFalse();
    }

    @Test
    void refusesModelListsOnTheWorkerPort() {
        worker.query(5, TinyTl.of(0xb2133d72));
        assertThat(worker.expectError(5)).isEqualTo("621 expected client connection");
    }

    @Test
    void closesInsteadOfAbortingWhenTheWorkerClaimsMoreThanIsKnown() {
        listener.numbers = TestNetwork.numbers(5, 10, 20);
        worker.query(5, Params.valid().tl());
        worker.expectAnswer(5, CONNECTED_TO_PROXY);
        worker.query(6, TinyTl.of(COMPARE).i64(6).i64(0).i64(0));
        assertThat(worker.expectError(6)).startsWith("621 the worker claims more tokens on the blockchain");
        assertThat(listener.failure().kind()).isEqualTo(Kind.REFUSED_HERE);
    }

    @Test
    void closesWhenTheWorkerClaimsMoreThanIsOnDisk() {
        listener.numbers = TestNetwork.numbers(5, 10, 20);
        worker.query(5, Params.valid().tl());
        worker.expectAnswer(5, CONNECTED_TO_PROXY);
        worker.query(6, TinyTl.of(COMPARE).i64(5).i64(11).i64(0));
        assertThat(worker.expectError(6)).startsWith("621 the worker claims more committed tokens");
    }

    @Test
    void extendedComparisonCompletes() {
        listener.numbers = TestNetwork.numbers(5, 10, 20);
        worker.query(5, Params.valid().tl());
        worker.expectAnswer(5, CONNECTED_TO_PROXY);
        worker.query(6, TinyTl.of(COMPARE).i64(5).i64(10).i64(21));
        ByteBuffer result = worker.expectAnswer(6, COMPARE_RESULT);
        assertThat(result.getInt()).isEqualTo(SIGNED_PAYMENT);
        RawPeer.data(result);
        assertThat(result.getLong()).isEqualTo(10);
        assertThat(result.getLong()).isEqualTo(20);
        assertThat(result.getInt()).isEqualTo(1);
        worker.query(7, TinyTl.of(EXTENDED).i64(10).bytes(new byte[0]));
        assertThat(worker.expectAnswer(7, EXTENDED_RESULT).getInt()).isZero();
        worker.query(8, TinyTl.of(COMPLETE).bool(false));
        worker.expectAnswer(8, COMPLETED);
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void theComparisonWaitsForNumbersThatAreOnDisk() {
        listener.holdNumbers = true;
        worker.query(5, Params.valid().tl());
        worker.expectAnswer(5, CONNECTED_TO_PROXY);
        worker.query(6, TinyTl.of(COMPARE).i64(0).i64(0).i64(0));
        assertThat(worker.isSilent()).isTrue();
        worker.query(7, TinyTl.of(COMPLETE).bool(false));
        assertRefused(7, "0 unexpected handshake query");
    }

    @Test
    void numbersThatComeAfterTheEndAreDropped() {
        listener.holdNumbers = true;
        worker.query(5, Params.valid().tl());
        worker.expectAnswer(5, CONNECTED_TO_PROXY);
        worker.query(6, TinyTl.of(COMPARE).i64(0).i64(0).i64(0));
        Consumer<PaymentNumbers> reply = listener.heldReply;
        link.transportDown("gone");
        assertThat(reply).isNotNull();
        reply.accept(TestNetwork.numbers(0, 0, 0));
        assertThat(worker.isSilent()).isTrue();
    }

    @Test
    void paymentStatusNeverFalls() {
        handshake();
        listener.numbers = TestNetwork.numbers(5, 10, 20);
        worker.query(20, TinyTl.of(UPDATE_PAYMENT_STATUS));
        assertNumbers(worker.expectAnswer(20, PAYMENT_STATUS), 10, 20);
        listener.numbers = new PaymentNumbers(TestNetwork.signed(0), TokenCount.of(9), TokenCount.of(21));
        worker.query(21, TinyTl.of(UPDATE_PAYMENT_STATUS));
        assertNumbers(worker.expectAnswer(21, PAYMENT_STATUS), 10, 21);
    }

    private void handshake() {
        worker.query(10, Params.valid().tl());
        worker.expectAnswer(10, CONNECTED_TO_PROXY);
        worker.query(11, TinyTl.of(COMPARE).i64(0).i64(0).i64(0));
        worker.expectAnswer(11, COMPARE_RESULT);
        worker.query(12, TinyTl.of(COMPLETE).bool(false));
        worker.expectAnswer(12, COMPLETED);
    }

    private static void assertNumbers(ByteBuffer status, long database, long memory) {
        assertThat(status.getInt()).isEqualTo(SIGNED_PAYMENT);
        RawPeer.data(status);
        assertThat(status.getLong()).isEqualTo(database);
        assertThat(status.getLong()).isEqualTo(memory);
    }

    private void assertRefused(long id, String error) {
        assertThat(worker.expectError(id)).isEqualTo(error);
        assertThat(wire.isClosed()).isTrue();
        assertThat(listener.failure()).isNotNull();
        assertThat(listener.failure().kind()).isEqualTo(Kind.REFUSED_HERE);
        assertThat(listener.failure().code()).isEqualTo(Integer.parseInt(error.substring(0, error.indexOf(' '))));
    }

    private static String text(ByteBuffer in) {
        return new String(RawPeer.data(in), java.nio.charset.StandardCharsets.UTF_8);
    }
}
