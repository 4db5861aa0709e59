package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentity;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.LinkFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with another implementation than the platform's, the one that the reference uses. Skipped where there is no openssl. */
class OpenSslTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path directory;

    private final TlsIdentity ours = TlsIdentity.withFakeQuote(CLOCK);
    private final TlsParty party = TlsParty.of(TlsIdentitySource.of(ours), AttestationPolicy.any(), CLOCK);

    @BeforeEach
    void makeCertificate() throws Exception {
        String version = OpenSsl.version(directory);
        assumeTrue(version.startsWith("OpenSSL 3"), "needs an openssl program of version 3, found: " + version);
        OpenSsl.run(
                directory,
                "req",
                "-x509",
                "-newkey",
                "ed25519",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:127.0.0.1",
                "-addext",
                "1.3.6.1.4.1.12345.1=critical,DER:" + "11".repeat(5000),
                "-keyout",
                "key.pem",
                "-out",
                "certificate.pem");
    }

    @Test
    void ourConnectorTalksToItsServer() throws Exception {
        try (OpenSsl openssl = server("certificate.pem");
                SocketEnd client = connect(openssl)) {
            client.until(client.end::isUp);
            assertThat(client.end.failures).isEmpty();
            client.send("hello\n".getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            client.until(() -> answer.append(new String(client.end.takeDelivered(), StandardCharsets.UTF_8))
                    .toString()
                    .endsWith("\n"));
            assertThat(answer).hasToString("olleh\n");
        }
    }

    /** OpenSSL's own judgement of our certificate: signature, dates, purpose, name. */
    @Test
    void ourAcceptorSatisfiesItsClient() throws Exception {
        Files.writeString(directory.resolve("ours.pem"), pem(ours.certificate().getEncoded()));
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OpenSsl openssl = OpenSsl.start(
                        directory,
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + listener.getLocalPort(),
                        "-tls1_3",
                        "-cert",
                        "certificate.pem",
                        "-key",
                        "key.pem",
                        "-CAfile",
                        "ours.pem",
                        "-verify_return_error",
                        "-ignore_critical",
                        "-verify_hostname",
                        "127.0.0.1");
                Socket accepted = listener.accept();
                SocketEnd server =
                        new SocketEnd(accepted, new TlsLayer(party.serverEngine("client"), Offload.INLINE))) {
            server.until(server.end::isUp);
            assertThat(server.end.failures).isEmpty();
            assertThat(server.end.isUp()).isTrue();
            openssl.type("hello\n");
            StringBuilder heard = new StringBuilder();
            server.until(() -> heard.append(new String(server.end.takeDelivered(), StandardCharsets.UTF_8))
                    .toString()
                    .endsWith("\n"));
            assertThat(heard).hasToString("hello\n");
            server.hangUp();
            assertThat(openssl.rest())
                    .contains("Verification: OK", "Verified peername: 127.0.0.1")
                    .doesNotContain("New Session Ticket arrived");
        }
    }

    @Test
    void itsX509V1CertificateWithExtensionsIsRefusedWithARemedy() throws Exception {
        Files.writeString(directory.resolve("v1.pem"), pem(asV1()));
        assertThat(OpenSsl.run(directory, "x509", "-in", "v1.pem", "-noout", "-text"))
                .contains("Version: 1", "X509v3 extensions");
        try (OpenSsl openssl = server("v1.pem");
                SocketEnd client = connect(openssl)) {
            client.until(client.end::isUp);
            assertThat(client.end.failures)
                    .containsExactly(new LinkFailure(
                            Kind.REFUSED_HERE,
                            0,
                            "proxy: refused (MALFORMED) at CERTIFICATE: certificate: X.509 v1 with extensions (expected:"
                                    + " X.509 v3: build the peer with OpenSSL 3.2 or newer, or give its router a v3"
                                    + " certificate)"));
        }
    }

    private OpenSsl server(String certificate) throws IOException {
        return OpenSsl.start(
                directory,
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-tls1_3",
                "-cert",
                certificate,
                "-key",
                "key.pem",
                "-Verify",
                "1",
                "-rev");
    }

    private SocketEnd connect(OpenSsl server) throws IOException {
        String line = server.lineWith("ACCEPT ");
        int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        return new SocketEnd(
                new Socket(InetAddress.getLoopbackAddress(), port),
                new TlsLayer(party.clientEngine("proxy"), Offload.INLINE));
    }

    /** The certificate without its version, signed anew: what OpenSSL before 3.2 makes of a program that sets none. */
    private byte[] asV1() throws Exception {
        ASN1Sequence certificate = ASN1Sequence.getInstance(unpem("certificate.pem"));
        ASN1Sequence body = ASN1Sequence.getInstance(certificate.getObjectAt(0));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        for (int i = 1; i < body.size(); i++) {
            parts.add(body.getObjectAt(i));
        }
        DERSequence v1 = new DERSequence(parts);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(
                KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(unpem("key.pem"))));
        signature.update(v1.getEncoded());
        return new DERSequence(new ASN1Encodable[] {v1, certificate.getObjectAt(1), new DERBitString(signature.sign())})
                .getEncoded();
    }

    private byte[] unpem(String file) throws IOException {
        String body = Files.readString(directory.resolve(file)).replaceAll("-----[^-]+-----", "");
        return Base64.getMimeDecoder().decode(body);
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END CERTIFICATE-----\n";
    }
}
