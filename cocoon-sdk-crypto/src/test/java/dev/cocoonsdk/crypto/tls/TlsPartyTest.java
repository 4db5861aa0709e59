package dev.cocoonsdk.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.ImageHash;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.VerificationStep;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Handshakes in process: the checks where they matter. */
class TlsPartyTest {

    private static final Clock CLOCK = Clock.fixed(CertificateMaker.START.plusSeconds(60), ZoneOffset.UTC);

    private final TlsIdentity ours = TlsIdentity.withFakeQuote(CLOCK);
    private final TlsParty any = party(AttestationPolicy.any());
    private final TlsParty fake = party(AttestationPolicy.fakeTdx());

    private TlsParty party(AttestationPolicy policy) {
        return TlsParty.of(TlsIdentitySource.of(ours), policy, CLOCK);
    }

    @Test
    void bothSidesLearnWhoTheOtherIs() throws SSLException {
        TlsIdentity theirs = TlsIdentity.withoutQuote(CLOCK);
        TlsParty other = TlsParty.of(TlsIdentitySource.of(theirs), AttestationPolicy.fakeTdx(), CLOCK);
        TlsEngine server = any.serverEngine("client 192.0.2.1:5");
        TlsEngine client = other.clientEngine("proxy 192.0.2.2:6");

        EnginePair pair = EnginePair.shake(client.engine(), server.engine());

        assertThat(pair.client.isUp() && pair.server.isUp()).isTrue();
        assertThat(client.peerKey()).isEqualTo(ours.publicKey());
        assertThat(client.imageHash()).isEqualTo(ImageHash.FAKE_TDX);
        assertThat(client.verdict().assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        assertThat(server.peerKey()).isEqualTo(theirs.publicKey());
        assertThat(server.imageHash()).isEqualTo(Hash256.ZERO);
        assertThat(server.verdict()).isEqualTo(new Verdict.Unattested("client 192.0.2.1:5", "any"));
    }

    @Test
    void nothingIsKnownBeforeTheHandshake() {
        TlsEngine engine = any.clientEngine("proxy");
        assertThatIllegalStateException().isThrownBy(engine::verdict);
        assertThatIllegalStateException().isThrownBy(engine::imageHash);
        assertThatIllegalStateException().isThrownBy(engine::peerKey);
    }

    @Test
    void aPolicyThatSaysNothingSaysNo() throws SSLException {
        AttestationPolicy silent = new AttestationPolicy() {
            @Override
            public String name() {
                return "silent";
            }

            @Override
            public Verdict evaluate(PeerEvidence evidence, Instant now) {
                return null;
            }
        };
        assertThat(refusedServer(party(silent), PlainJsse.of(CertificateMaker.good()))
                        .failure())
                .isEqualTo(FailureClass.POLICY);
    }

    @Test
    void fakeTdxRefusesAPeerWithoutQuoteInEitherRole() throws SSLException {
        Verdict.Rejected expected = new Verdict.Rejected(
                "peer", VerificationStep.QUOTE_FORMAT, "quote", "a fake quote", "none", FailureClass.POLICY, false);
        assertThat(refusedServer(fake, PlainJsse.of(CertificateMaker.good()))).isEqualTo(expected);
        assertThat(refusedClient(fake, PlainJsse.of(CertificateMaker.good()))).isEqualTo(expected);
    }

    @Test
    void fakeTdxRefusesAQuoteOfAnotherLengthOrOfAnotherKey() throws SSLException {
        assertThat(refusedServer(fake, PlainJsse.of(CertificateMaker.good().quote(new byte[5000]))))
                .isEqualTo(new Verdict.Rejected(
                        "peer",
                        VerificationStep.QUOTE_FORMAT,
                        "fake quote",
                        "64 bytes",
                        "5000 bytes",
                        FailureClass.MALFORMED,
                        false));
        assertThat(refusedServer(fake, PlainJsse.of(CertificateMaker.good().quote(new byte[64]))))
                .isEqualTo(new Verdict.Rejected(
                        "peer",
                        VerificationStep.BINDING,
                        "report data",
                        "SHA-512 of the certificate's key",
                        "another value",
                        FailureClass.FORGED,
                        false));
    }

    @Test
    void aServerWithTheWrongNameIsRefusedInTheHandshake() throws SSLException {
        PlainJsse peer = PlainJsse.of(CertificateMaker.bare());
        assertThat(refusedServer(any, peer).field()).isEqualTo("subjectAltName");
    }

    @Test
    void anExpiredPeerIsRefusedByTheInjectedClock() throws SSLException {
        TlsParty later = TlsParty.of(
                TlsIdentitySource.of(ours), AttestationPolicy.any(), Clock.offset(CLOCK, Duration.ofDays(2)));
        assertThat(refusedServer(later, PlainJsse.of(CertificateMaker.good())).field())
                .isEqualTo("notAfter");
    }

    @Test
    void aPeerWithAnotherKeyThanEd25519IsRefused() throws SSLException {
        CertificateMaker maker = CertificateMaker.good().keys(CertificateMaker.generate("EC"), "SHA256withECDSA");
        assertThat(refusedServer(any, PlainJsse.of(maker)).field()).isEqualTo("key");
        assertThat(refusedClient(any, PlainJsse.of(maker)).field()).isEqualTo("key");
    }

    @Test
    void aClientWithoutCertificateIsRefused() throws SSLException {
        PlainJsse nobody = new PlainJsse(CertificateMaker.generate("Ed25519"), null);
        TlsEngine server = any.serverEngine("peer");

        EnginePair pair = EnginePair.shake(nobody.client(), server.engine());

        assertThat(pair.server.failure).hasMessageContaining("Empty client certificate chain");
    }

    @Test
    void aChainOfTwoCertificatesIsRefused() throws SSLException {
        CertificateMaker maker = CertificateMaker.good();
        X509Certificate certificate = maker.build();
        PlainJsse peer = new PlainJsse(maker.keys, new X509Certificate[] {certificate, certificate});
        assertThat(refusedServer(any, peer).field()).isEqualTo("certificate chain");
    }

    /** Peers built on OpenSSL before 3.2. */
    @Test
    void anX509V1CertificateWithExtensionsIsRefusedWithARemedy() throws SSLException {
        CertificateMaker maker = CertificateMaker.good().fakeQuote();
        X509Certificate readable = maker.build();
        maker.version = 1;
        PlainJsse peer =
                new PlainJsse(maker.keys, new X509Certificate[] {new RawCertificate(maker.encoded(), readable)});

        Verdict.Rejected expected = new Verdict.Rejected(
                "peer",
                VerificationStep.CERTIFICATE,
                "certificate",
                "X.509 v3: build the peer with OpenSSL 3.2 or newer, or give its router a v3 certificate",
                "X.509 v1 with extensions",
                FailureClass.MALFORMED,
                false);
        assertThat(refusedServer(any, peer)).isEqualTo(expected);
        assertThat(refusedClient(any, peer)).isEqualTo(expected);
    }

    @Test
    void aPeerIsToldThatItWasRefused() throws SSLException {
        PlainJsse peer = PlainJsse.of(CertificateMaker.bare());
        EnginePair pair = EnginePair.shake(any.clientEngine("peer").engine(), peer.server());
        assertThat(pair.server.failure).isNotNull();
        assertThat(TlsEngine.isAlertOfPeer(pair.server.failure)).isTrue();
        assertThat(TlsEngine.isAlertOfPeer(pair.client.failure)).isFalse();
    }

    @Test
    void olderTlsIsRefused() throws SSLException {
        SSLEngine old = PlainJsse.of(CertificateMaker.good()).client();
        old.setEnabledProtocols(new String[] {"TLSv1.2"});
        EnginePair pair = EnginePair.shake(old, any.serverEngine("peer").engine());
        assertThat(pair.server.failure).isNotNull();
        assertThat(pair.client.failure).isNotNull();
    }

    /** Also if the peer would like to: each connection shows and judges certificates anew. */
    @Test
    void noSessionIsResumedOrRemembered() throws SSLException {
        PlainJsse peer = PlainJsse.of(CertificateMaker.good());
        for (int connection = 1; connection <= 3; connection++) {
            EnginePair asServer =
                    EnginePair.shake(peer.client(), any.serverEngine("peer").engine());
            EnginePair asClient = EnginePair.shake(any.clientEngine("peer").engine(), peer.server());
            assertThat(asServer.server.isUp() && asClient.client.isUp()).isTrue();
            assertThat(peer.judged).hasValue(2 * connection);
            assertThat(Collections.list(any.sessions(true).getIds())).isEmpty();
            assertThat(Collections.list(any.sessions(false).getIds())).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void onlyTheTwoSuitesAndTls13AreOffered() {
        for (TlsEngine role : List.of(any.clientEngine("p"), any.serverEngine("p"))) {
            SSLEngine engine = role.engine();
            assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
            assertThat(engine.getEnabledCipherSuites())
                    .containsExactly("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384");
            assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isNull();
        }
    }

    /** The verdict of {@code party} as a client about a server. */
    private static Verdict.Rejected refusedServer(TlsParty party, PlainJsse peer) throws SSLException {
        TlsEngine client = party.clientEngine("peer");
        EnginePair pair = EnginePair.shake(client.engine(), peer.server());
        return refusal(client, pair.client);
    }

    /** The verdict of {@code party} as a server about a client. */
    private static Verdict.Rejected refusedClient(TlsParty party, PlainJsse peer) throws SSLException {
        TlsEngine server = party.serverEngine("peer");
        EnginePair pair = EnginePair.shake(peer.client(), server.engine());
        return refusal(server, pair.server);
    }

    private static Verdict.Rejected refusal(TlsEngine engine, EnginePair.Side side) {
        assertThat(side.isUp()).isFalse();
        assertThat(side.failure).isNotNull();
        return engine.refusal(side.failure);
    }
}
