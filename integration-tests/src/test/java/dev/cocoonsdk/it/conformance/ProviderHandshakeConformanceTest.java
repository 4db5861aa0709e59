package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawAddress;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawPeer.Query;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.RawWorker.ProxyParams;
import dev.cocoonsdk.it.conformance.raw.Tl;
import dev.cocoonsdk.provider.engine.EngineHealth;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our provider's handshake with a proxy that is played by hand: {@code docs/protocol/wire.md} 6, 8, 8.3, 8.4. */
class ProviderHandshakeConformanceTest {

    private ProviderUnderTest provider;

    @BeforeEach
    void start() {
        provider = ProviderUnderTest.start();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void saysWhatTheReferencesWorkerSaid() {
        Capture capture = Capture.of("openai-worker-to-proxy.txt");
        RawPeer proxy = provider.proxy().accept();
        Query connect = proxy.query();
        assertThat(connect.function().rest()).isEqualTo(capture.connectorsQuery(0));
        proxy.answer(connect.id(), RawProxy.workerConnected(RawProxy.PARAMS, Facts.WORKER_CONTRACT));
        Query compare = proxy.query();
        assertThat(compare.function().rest()).isEqualTo(capture.connectorsQuery(1));
        proxy.answer(compare.id(), RawProxy.compared(RawProxy.payout(0), 0, 0, 0));
        Query complete = proxy.query();
        assertThat(complete.function().rest()).isEqualTo(capture.connectorsQuery(2));
    }

    @Test
    void becomesReadyOnAnyAnswerToItsLastQuery() {
        RawPeer proxy = provider.proxy().connectedWorker();
        proxy.answer(proxy.query(Ids.COMPARE).id(), RawProxy.compared(RawProxy.payout(0), 0, 0, 0));
        proxy.answer(proxy.query(Ids.HANDSHAKE_COMPLETE).id(), Tl.of(Ids.HANDSHAKE_COMPLETED));
        provider.provider().ready().join();
        proxy.alive();
    }

    @Test
    void everyConnectionAndQueryHasAnIdOfItsOwn() {
        RawPeer first = provider.proxy().dialled();
        long one = first.next(Ids.CONNECT).i64();
        first.frame(Tl.of(Ids.CONNECTED).i64(one));
        long query = first.query(Ids.WORKER_CONNECT).id();
        first.die();
        RawPeer second = provider.proxy().dialled();
        long two = second.next(Ids.CONNECT).i64();
        second.frame(Tl.of(Ids.CONNECTED).i64(two));
        assertThat(two).isNotEqualTo(one);
        assertThat(second.query(Ids.WORKER_CONNECT).id()).isNotEqualTo(query);
    }

    @Test
    void theIdOfTheGreetingIsNotCompared() {
        RawPeer proxy = provider.proxy().dialled();
        proxy.next(Ids.CONNECT);
        proxy.frame(Tl.of(Ids.CONNECTED).i64(123));
        proxy.query(Ids.WORKER_CONNECT);
    }

    static Stream<Named<Tl>> badConnectAnswers() {
        RawAddress contract = RawAddress.parse(Facts.PROXY_CONTRACT);
        RawAddress worker = RawAddress.parse(Facts.WORKER_CONTRACT);
        String otherKey = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
        ProxyParams good = RawProxy.PARAMS;
        return Stream.of(
                Named.of("params.flags 0", answer(params(0, good.key(), good.owner(), good.contract(), 2))),
                Named.of(
                        "is_test false",
                        RawProxy.workerConnected(
                                new ProxyParams(3, good.key(), good.owner(), good.contract(), false, 2),
                                Facts.WORKER_CONTRACT)),
                Named.of(
                        "is_test absent (means false)",
                        answer(params(2, good.key(), good.owner(), good.contract(), 2))),
                Named.of("version 3, never offered", answer(params(3, good.key(), good.owner(), good.contract(), 3))),
                Named.of("another proxy key", answer(params(3, otherKey, good.owner(), good.contract(), 2))),
                Named.of("another owner", answer(params(3, good.key(), "0:" + "77".repeat(32), good.contract(), 2))),
                Named.of(
                        "another proxy contract",
                        answer(params(3, good.key(), good.owner(), Facts.WORKER_CONTRACT, 2))),
                Named.of(
                        "proxy contract bounceable",
                        answer(params(3, good.key(), good.owner(), contract.text(0x11), 2))),
                Named.of(
                        "proxy contract with testnet bit",
                        answer(params(3, good.key(), good.owner(), contract.text(0xd1), 2))),
                Named.of("owner does not parse", answer(params(3, good.key(), "nobody", good.contract(), 2))),
                Named.of("proxy contract does not parse", answer(params(3, good.key(), good.owner(), "nobody", 2))),
                Named.of("worker contract does not parse", RawProxy.workerConnected(good, "nobody")),
                Named.of("worker contract empty", RawProxy.workerConnected(good, "")),
                Named.of("another worker contract", RawProxy.workerConnected(good, Facts.PROXY_CONTRACT)),
                Named.of("worker contract bounceable", RawProxy.workerConnected(good, worker.text(0x11))),
                Named.of(
                        "answer with trailing bytes",
                        RawProxy.workerConnected(good, Facts.WORKER_CONTRACT).i32(0)),
                Named.of("answer of another type", Tl.of(Ids.HANDSHAKE_COMPLETED)),
                Named.of("answer cut", new Tl().raw(Arrays.copyOf(answer(good).bytes(), 100))));
    }

    private static ProxyParams params(int flags, String key, String owner, String contract, int version) {
        return new ProxyParams(flags, key, owner, contract, true, version);
    }

    private static Tl answer(ProxyParams params) {
        return RawProxy.workerConnected(params, Facts.WORKER_CONTRACT);
    }

    @ParameterizedTest(name = "8 step 2: {0} -> closed")
    @MethodSource("badConnectAnswers")
    void closesOnAnAnswerThatIsNotTheProxys(Tl answer) {
        RawPeer proxy = provider.proxy().accept();
        proxy.answer(proxy.query(Ids.WORKER_CONNECT).id(), answer);
        proxy.closed();
    }

    @Test
    void speaksVersionOneWithAProxyOfVersionOne() {
        RawPeer proxy = provider.proxy().accept();
        proxy.answer(
                proxy.query(Ids.WORKER_CONNECT).id(),
                answer(params(3, Facts.PROXY_KEY, Facts.OWNER, Facts.PROXY_CONTRACT, 1)));
        proxy.query(Ids.COMPARE);
    }

    @ParameterizedTest(name = "refusal {0} -> closed and tried again")
    @CsvSource({"602,test mode mismatch", "621,cannot choose common protocol version", "651,not now", "0,Lost promise"})
    void comesBackAfterARefusal(int code, String text) {
        RawPeer proxy = provider.proxy().accept();
        proxy.refuse(proxy.query(Ids.WORKER_CONNECT).id(), code, text);
        proxy.closed();
        provider.ready().alive();
    }

    static Stream<Named<Tl>> badComparisons() {
        return Stream.of(
                Named.of("payment empty", RawProxy.compared(Tl.of(Ids.SIGNED_PAYMENT_EMPTY), 0, 0, 0)),
                Named.of(
                        "payment of a client charge",
                        RawProxy.compared(
                                RawProxy.payment(RawPayment.CLIENT_CHARGE, 0, Facts.WORKER_CONTRACT), 0, 0, 0)),
                Named.of(
                        "payment for another contract",
                        RawProxy.compared(
                                RawProxy.payment(RawPayment.WORKER_PAYOUT, 0, Facts.PROXY_CONTRACT), 0, 0, 0)),
                Named.of("payment with a broken signature", RawProxy.compared(broken(80), 0, 0, 0)),
                Named.of("payment with another count than signed", RawProxy.compared(broken(150), 0, 0, 0)),
                Named.of(
                        "payment that is no bag of cells",
                        RawProxy.compared(Tl.of(Ids.SIGNED_PAYMENT).str("x"), 0, 0, 0)),
                Named.of(
                        "payment empty bytes",
                        RawProxy.compared(Tl.of(Ids.SIGNED_PAYMENT).str(""), 0, 0, 0)),
                Named.of("database negative", RawProxy.compared(RawProxy.payout(0), -1, 0, 0)),
                Named.of("error 0 and a maximum below the own", RawProxy.compared(RawProxy.payout(0), 0, -1, 0)),
                Named.of("cut", Tl.of(Ids.COMPARED).add(RawProxy.payout(0)).i64(0)));
    }

    private static Tl broken(int at) {
        byte[] data = new RawPayment(
                        RawPayment.WORKER_PAYOUT,
                        1,
                        5,
                        RawAddress.parse(Facts.WORKER_CONTRACT).raw(),
                        RawAddress.parse(Facts.OWNER).raw())
                .sign(Facts.PROXY_SEED);
        data[at] ^= 1;
        return Tl.of(Ids.SIGNED_PAYMENT).data(data);
    }

    @ParameterizedTest(name = "8.3 {0} -> closed")
    @MethodSource("badComparisons")
    void closesOnABadComparison(Tl result) {
        RawPeer proxy = provider.proxy().connectedWorker();
        proxy.answer(proxy.query(Ids.COMPARE).id(), result);
        proxy.closed();
    }

    @Test
    void claimsTheHighestNumbersItWasTold() {
        provider.proxy().worker(100, 200, 300).die();
        RawPeer proxy = provider.proxy().connectedWorker();
        Query compare = proxy.query();
        assertThat(compare.function().rest())
                .isEqualTo(RawWorker.compare(100, 200, 300).toHex());
        proxy.answer(compare.id(), RawProxy.compared(RawProxy.payout(100), 200, 300, 0));
        proxy.query(Ids.HANDSHAKE_COMPLETE);
    }

    @ParameterizedTest(name = "8.3 told {0}, {1}, {2} after 100, 200, 300 -> closed")
    @CsvSource({"99,200,300", "100,199,300", "100,200,299", "0,0,0"})
    void closesWhenNumbersFell(long signed, long database, long memory) {
        provider.proxy().worker(100, 200, 300).die();
        RawPeer proxy = provider.proxy().connectedWorker();
        proxy.answer(proxy.query(Ids.COMPARE).id(), RawProxy.compared(RawProxy.payout(signed), database, memory, 0));
        proxy.closed();
    }

    @Test
    void comparesExtendedlyWhenTheProxyForgotItsMaximum() {
        provider.proxy().worker(100, 200, 300).die();
        RawPeer proxy = provider.proxy().connectedWorker();
        proxy.answer(proxy.query(Ids.COMPARE).id(), RawProxy.compared(RawProxy.payout(100), 200, 250, 1));
        Query extended = proxy.query();
        assertThat(extended.function().rest())
                .isEqualTo(
                        Tl.of(Ids.COMPARE_EXTENDED).i64(200).data(new byte[0]).toHex());
        proxy.answer(extended.id(), Tl.of(Ids.COMPARED_EXTENDED).i32(0));
        proxy.answer(proxy.query(Ids.HANDSHAKE_COMPLETE).id(), Tl.of(Ids.HANDSHAKE_COMPLETED));
        proxy.packet(RawProxy.requestPayment(RawProxy.payout(100), 200, 260)).alive();
    }

    @Test
    void closesWhenTheExtendedComparisonFails() {
        RawPeer proxy = provider.proxy().connectedWorker();
        proxy.answer(proxy.query(Ids.COMPARE).id(), RawProxy.compared(RawProxy.payout(0), 0, 0, 7));
        proxy.answer(
                proxy.query(Ids.COMPARE_EXTENDED).id(),
                Tl.of(Ids.COMPARED_EXTENDED).i32(7));
        proxy.closed();
    }

    @ParameterizedTest(name = "8 refusal of query {0} -> closed")
    @ValueSource(ints = {1, 2})
    void closesOnARefusalInTheMiddle(int step) {
        RawPeer proxy = provider.proxy().connectedWorker();
        Query compare = proxy.query(Ids.COMPARE);
        if (step == 1) {
            proxy.refuse(compare.id(), 602, "no");
        } else {
            proxy.answer(compare.id(), RawProxy.compared(RawProxy.payout(0), 0, 0, 0));
            proxy.refuse(proxy.query(Ids.HANDSHAKE_COMPLETE).id(), 602, "no");
        }
        proxy.closed();
    }

    @Test
    void announcesAnEngineThatIsNotReadyAsDisabledAndLaterAsEnabled() {
        provider.engine().setHealth(EngineHealth.notReady("warming up"));
        provider.proxy().dialled().die();
        RawPeer proxy = provider.proxy().connectedWorker();
        proxy.answer(proxy.query(Ids.COMPARE).id(), RawProxy.compared(RawProxy.payout(0), 0, 0, 0));
        Query complete = proxy.query(Ids.HANDSHAKE_COMPLETE);
        assertThat(complete.function().bool()).as("is_disabled").isTrue();
        proxy.answer(complete.id(), Tl.of(Ids.HANDSHAKE_COMPLETED));
        provider.engine().setHealth(EngineHealth.READY);
        assertThat(proxy.packet(Ids.ENABLED_DISABLED).i32()).isZero();
        provider.provider().setEnabled(ProviderUnderTest.MODEL, false);
        assertThat(proxy.packet(Ids.ENABLED_DISABLED).i32()).isEqualTo(1);
    }

    @Test
    void tellsANewCoefficientAndRemembersItForTheNextConnection() {
        RawPeer proxy = provider.ready();
        provider.provider().ready().join();
        provider.provider().setCoefficient(ProviderUnderTest.MODEL, 2500);
        assertThat(proxy.packet(Ids.NEW_COEFFICIENT).i32()).isEqualTo(2500);
        proxy.die();
        RawPeer next = provider.proxy().accept();
        Query connect = next.query(Ids.WORKER_CONNECT);
        assertThat(connect.function().i32()).as("flags").isEqualTo(3);
        assertThat(connect.function().str()).isEqualTo(Facts.OWNER);
        assertThat(connect.function().str()).isEqualTo(Facts.MODEL);
        assertThat(connect.function().i32()).isEqualTo(2500);
    }
}
