package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.ton.AddressForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker's side of the handshake against a proxy that speaks raw bytes (wire.md 8 and 8.3). */
class WorkerHandshakeTest {

    private static final int CONNECT_TO_PROXY = 0xcc484c5d;
    private static final int CONNECTED_TO_PROXY = 0x66bc82ee;
    private static final int COMPARE = 0xdb386501;
    private static final int COMPARE_RESULT = 0x9054c411;
    private static final int EXTENDED = 0xf8dd9914;
    private static final int EXTENDED_RESULT = 0x0c10973e;
    private static final int COMPLETE = 0xf843b066;
    private static final int COMPLETED = 0x3ad9b886;
    private static final int SIGNED_PAYMENT = 0x02998182;
    private static final int SIGNED_PAYMENT_EMPTY = 0xb347ce64;
    private static final String KEY = "559087582b7e5ea2b2b986c258e0067b806a59b154e955decf00429610eab095";
    private static final String OWNER = "UQAuz15H1ZHrZ_psVrAra7HealMIVeFq0wguqlmFno1f3B-m";
    private static final String PROXY = "UQCxJzkElxSE9yCchkkzjQ88ty_UarZOj0ssC9BphZer_lFO";
    private static final String WORKER = "UQCsCs2pKcRHEAtsvfAKAZVXAbV37zuF0iiC_QlRIVO46UqM";

    private final ManualClock clock = new ManualClock();
    private final ProxyDirectory directory = TestNetwork.directory();
    private final RecordingWorker listener = new RecordingWorker();
    private final TestWire wire = new TestWire();
    private final WorkerLink link = WorkerLink.create(TestNetwork.worker(), directory, listener, wire, clock.context());
    private final RawPeer proxy = new RawPeer(link, wire);

    @BeforeEach
    void openConnection() {
        proxy.accept();
    }

    private static TinyTl connected(
            int flags, String owner, String contract, boolean test, int version, String worker) {
        TinyTl tl = TinyTl.of(CONNECTED_TO_PROXY).i32(flags).raw(KEY).str(owner).str(contract);
        if ((flags & 1) != 0) {
            tl.bool(test);
        }
        if ((flags & 2) != 0) {
            tl.i32(version);
        }
        return tl.str(worker);
    }

    private static TinyTl valid() {
        return connected(3, OWNER, PROXY, true, 2, WORKER);
    }

    private static TinyTl result(long signed, long database, long memory, int code) {
        return TinyTl.of(COMPARE_RESULT)
                .i32(SIGNED_PAYMENT)
                .bytes(TestNetwork.signed(signed).toBoc())
                .i64(database)
                .i64(memory)
                .i32(code);
    }

    @Test
    void leavesAProxyWhoseImageIsNotAllowedWithoutAWord() {
        RecordingWorker strict = new RecordingWorker();
        strict.imageAllowed = false;
        TestWire output = new TestWire();
        WorkerLink refusing = WorkerLink.create(TestNetwork.worker(), directory, strict, output, clock.context());

        RawPeer peer = new RawPeer(refusing, output);
        peer.accept();

        assertThat(peer.isSilent()).isTrue();
        assertThat(output.isClosed()).isTrue();
        assertThat(strict.failure().kind()).isEqualTo(Kind.REFUSED_HERE);
        assertThat(strict.failure().code()).isZero();
    }

    @Test
    void completesTheHandshake() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(proxy.expectQuery(COMPARE), result(3, 4, 5, 0));
        proxy.answer(proxy.expectQuery(COMPLETE), TinyTl.of(COMPLETED));
        assertThat(listener.ready).isEqualTo(1);
        assertThat(link.isReady()).isTrue();
        assertThat(link.account().signed().value()).isEqualTo(3);
        assertThat(link.account().database().value()).isEqualTo(4);
        assertThat(link.account().memory().value()).isEqualTo(5);
        assertThat(link.account().workerContract()).isEqualTo(TestNetwork.WORKER_CONTRACT);
        assertThat(proxy.isSilent()).isTrue();
    }

    @Test
    void doesTheExtendedComparisonWhenAsked() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(proxy.expectQuery(COMPARE), result(0, 0, 0, 1));
        proxy.answer(proxy.expectQuery(EXTENDED), TinyTl.of(EXTENDED_RESULT).i32(0));
        proxy.answer(proxy.expectQuery(COMPLETE), TinyTl.of(COMPLETED));
        assertThat(link.isReady()).isTrue();
    }

    @Test
    void closesWhenTheExtendedComparisonFails() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(proxy.expectQuery(COMPARE), result(0, 0, 0, 1));
        proxy.answer(proxy.expectQuery(EXTENDED), TinyTl.of(EXTENDED_RESULT).i32(602));
        assertClosed(Kind.REFUSED_HERE, "extended comparison failed with code 602");
    }

    @Test
    void refusesAProxyWithoutFlags() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(0, OWNER, PROXY, false, 0, WORKER));
        assertClosed(Kind.REFUSED_HERE, "too old proxy");
    }

    @Test
    void refusesAnotherTestMode() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, OWNER, PROXY, false, 2, WORKER));
        assertClosed(Kind.REFUSED_HERE, "test mode mismatch");
    }

    @Test
    void refusesAVersionThatItDidNotOffer() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, OWNER, PROXY, true, 3, WORKER));
        assertClosed(Kind.REFUSED_HERE, "protocol version 3 was not offered");
    }

    @Test
    void refusesAProxyContractThatIsNotDerivedFromKeyAndOwner() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, OWNER, OWNER, true, 2, WORKER));
        assertClosed(Kind.REFUSED_HERE, "proxy contract address mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the same account, bounceable
                "BOUNCEABLE",
                OWNER
            })
    void refusesAnotherSpellingOrAnotherWorkerContract(String worker) {
        String text =
                worker.equals("BOUNCEABLE") ? TestNetwork.WORKER_CONTRACT.toFriendly(AddressForm.BOUNCEABLE) : worker;
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, OWNER, PROXY, true, 2, text));
        assertClosed(Kind.REFUSED_HERE, "worker contract address mismatch");
    }

    @Test
    void refusesTextThatIsNoAddress() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), connected(3, "nobody", PROXY, true, 2, WORKER));
        assertThat(listener.failure().detail()).startsWith("cannot parse address");
    }

    @Test
    void refusesAMissingPayment() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(
                proxy.expectQuery(COMPARE),
                TinyTl.of(COMPARE_RESULT)
                        .i32(SIGNED_PAYMENT_EMPTY)
                        .i64(0)
                        .i64(0)
                        .i32(0));
        assertClosed(Kind.REFUSED_HERE, "signed payment is missing or invalid");
    }

    @Test
    void refusesAPaymentWithABadSignature() {
        byte[] boc = TestNetwork.signed(9).toBoc();
        boc[60] ^= 1;
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(
                proxy.expectQuery(COMPARE),
                TinyTl.of(COMPARE_RESULT)
                        .i32(SIGNED_PAYMENT)
                        .bytes(boc)
                        .i64(9)
                        .i64(9)
                        .i32(0));
        assertClosed(Kind.REFUSED_HERE, "signed payment is missing or invalid");
    }

    @Test
    void refusesNumbersThatFellSinceTheLastConnection() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), valid());
        proxy.answer(proxy.expectQuery(COMPARE), result(3, 4, 5, 0));
        link.transportDown("gone");

        assertSecondContact(result(2, 4, 5, 0), "tokens_committed_to_blockchain is too low");
        assertSecondContact(result(3, 3, 5, 0), "tokens_committed_to_db is too low");
        assertSecondContact(result(3, 4, 4, 0), "max_tokens is too low");
    }

    @Test
    void refusesAProxyThatWasRolledBackWhileThisSideWasRestarted() {
        List<PayoutAccount> met = new ArrayList<>();
        ProxyDirectory remembering = TestNetwork.directory().withMemory(account -> {
            met.add(account);
            account.restore(TestNetwork.signed(3), TokenCount.of(4), TokenCount.of(5));
        });

        assertContact(remembering, result(2, 4, 5, 0), "tokens_committed_to_blockchain is too low");
        assertContact(remembering, result(3, 3, 5, 0), "tokens_committed_to_db is too low");
        assertContact(remembering, result(3, 4, 4, 0), "max_tokens is too low");
        assertThat(met).hasSize(1);
        assertThat(remembering.hasMemory()).isTrue();
    }

    private void assertSecondContact(TinyTl answer, String detail) {
        assertContact(directory, answer, detail);
    }

    private void assertContact(ProxyDirectory known, TinyTl answer, String detail) {
        RecordingWorker again = new RecordingWorker();
        TestWire secondWire = new TestWire();
        WorkerLink second = WorkerLink.create(TestNetwork.worker(), known, again, secondWire, clock.context());
        RawPeer peer = new RawPeer(second, secondWire).accept();
        peer.answer(peer.expectQuery(CONNECT_TO_PROXY), valid());
        peer.answer(peer.expectQuery(COMPARE), answer);
        assertThat(again.failure()).isNotNull();
        assertThat(again.failure().detail()).isEqualTo(detail);
    }

    @Test
    void reportsThePeersRefusal() {
        proxy.refuse(proxy.expectQuery(CONNECT_TO_PROXY), 651, "proxy is not participating in this iteration");
        assertClosed(Kind.REFUSED_BY_PEER, "proxy is not participating in this iteration");
        assertThat(listener.failure().code()).isEqualTo(651);
    }

    @Test
    void givesUpAfterThirtySecondsWithoutAnAnswer() {
        long query = proxy.expectQuery(CONNECT_TO_PROXY);
        for (int second = 1; second < 30; second++) {
            clock.advance(Duration.ofSeconds(1));
            proxy.send(TinyTl.of(RawPeer.PING).i64(second).done());
            link.tick();
        }
        assertThat(link.isClosed()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        link.tick();
        assertThat(listener.failure().kind()).isEqualTo(Kind.QUERY_TIMEOUT);
        proxy.answer(query, valid());
        assertThat(listener.failures).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotParseClosesAsMalformed() {
        proxy.answer(proxy.expectQuery(CONNECT_TO_PROXY), TinyTl.of(COMPLETED));
        assertThat(listener.failure().kind()).isEqualTo(Kind.MALFORMED);
    }

    private void assertClosed(Kind kind, String detail) {
        assertThat(listener.failure()).isNotNull();
        assertThat(listener.failure().kind()).isEqualTo(kind);
        assertThat(listener.failure().detail()).startsWith(detail);
        assertThat(wire.isClosed()).isTrue();
        assertThat(listener.ready).isZero();
    }
}
