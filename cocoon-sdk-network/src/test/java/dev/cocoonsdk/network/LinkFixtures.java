package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.PaymentVerification;
import dev.cocoonsdk.ton.SignedPayment;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Links in the middle of their life without the cost of getting there: handshakes are recorded once and replayed, and signatures
 * that were judged once are not judged again. All links draw the same random numbers, so the recorded answers fit.
 */
final class LinkFixtures {

    /** What both sides said until both were ready. */
    record Recording(byte[] fromConnector, byte[] fromAcceptor) {

        static Recording of(Link connector, TestWire connectorWire, Link acceptor, TestWire acceptorWire) {
            ByteArrayOutputStream up = new ByteArrayOutputStream();
            ByteArrayOutputStream down = new ByteArrayOutputStream();
            acceptor.transportUp();
            connector.transportUp();
            byte[] toAcceptor = connectorWire.take();
            while (toAcceptor.length > 0) {
                up.writeBytes(toAcceptor);
                acceptor.receive(ByteBuffer.wrap(toAcceptor));
                byte[] toConnector = acceptorWire.take();
                down.writeBytes(toConnector);
                connector.receive(ByteBuffer.wrap(toConnector));
                toAcceptor = connectorWire.take();
            }
            return new Recording(up.toByteArray(), down.toByteArray());
        }
    }

    private static final Map<TlBytes, PaymentVerification> JUDGED = judged();

    static final WorkerSettings WORKER =
            TestNetwork.worker().withHello(Extensions.providerHello(List.of(), List.of(), 0));
    static final ClientSettings CLIENT = TestNetwork.client().withProtocols(0, 2);
    static final Recording WORKER_LEG = workerLeg();
    static final Recording CLIENT_LEG = clientLeg();

    private LinkFixtures() {}

    /** A fresh memory that knows the signatures of {@link TestNetwork#signed}. */
    static ProxyDirectory directory() {
        ProxyBook<PayoutAccount> book = new ProxyBook<>(
                TestNetwork.CONFIG.params(),
                TestNetwork.ROOT,
                "worker",
                identity -> new PayoutAccount(identity, counters(SignedPayment.Kind.WORKER_PAYOUT, identity)));
        return new ProxyDirectory(book, TestNetwork.OWNER, false);
    }

    /** A fresh memory that knows the signatures of {@link TestNetwork#charge}. */
    static ClientDirectory clientDirectory() {
        return new ClientDirectory(new ProxyBook<>(
                TestNetwork.CONFIG.params(),
                TestNetwork.ROOT,
                "client",
                identity -> new ChargeAccount(identity, counters(SignedPayment.Kind.CLIENT_CHARGE, identity))));
    }

    private static SignedCounters counters(SignedPayment.Kind kind, ProxyIdentity identity) {
        return new SignedCounters(boc -> {
            TlBytes data = TlBytes.wrap(boc);
            PaymentVerification judged = JUDGED.get(data);
            return judged == null
                    ? SignedPayment.verify(boc, kind, identity.ownContract(), identity.proxyKey())
                    : judged;
        });
    }

    private static Map<TlBytes, PaymentVerification> judged() {
        return Map.of(
                TlBytes.wrap(TestNetwork.signed(0).toBoc()),
                new PaymentVerification.Valid(TestNetwork.signed(0)),
                TlBytes.wrap(TestNetwork.charge(0).toBoc()),
                new PaymentVerification.Valid(TestNetwork.charge(0)));
    }

    private static Recording workerLeg() {
        LinkPair pair = new LinkPair(WORKER, TestNetwork.proxy());
        return Recording.of(pair.workerLink, pair.workerWire, pair.proxyLink, pair.proxyWire);
    }

    private static Recording clientLeg() {
        ClientLinkPair pair = new ClientLinkPair(CLIENT, TestNetwork.proxy());
        return Recording.of(pair.clientLink, pair.clientWire, pair.portLink, pair.portWire);
    }
}
