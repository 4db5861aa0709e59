package dev.cocoonsdk.tee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.Collateral;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollateralServerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    private final SimulatedPlatform platform = SimulatedPlatform.create(Bytes.utf8("seed of a server's test"), CLOCK);
    private final Collateral collateral = platform.currentCollateral();
    private CollateralServer server;

    @BeforeEach
    void start() throws Exception {
        server = CollateralServer.start(platform);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tcbInfoComesWithItsIssuerChain() throws Exception {
        Answer answer = get("/tdx/certification/v4/tcb?fmspc=" + fmspc());
        assertThat(answer.body()).isEqualTo(collateral.tcbInfo().toByteArray());
        assertThat(chain(answer, "TCB-Info-Issuer-Chain")).isEqualTo(collateral.tcbInfoIssuerChain());
    }

    @Test
    void qeIdentityComesWithItsIssuerChain() throws Exception {
        Answer answer = get("/tdx/certification/v4/qe/identity");
        assertThat(answer.body()).isEqualTo(collateral.qeIdentity().toByteArray());
        assertThat(chain(answer, "SGX-Enclave-Identity-Issuer-Chain")).isEqualTo(collateral.qeIdentityIssuerChain());
    }

    @Test
    void thePckCrlComesWithItsIssuerChain() throws Exception {
        Answer answer = get("/sgx/certification/v4/pckcrl?ca=platform&encoding=der");
        assertThat(answer.body()).isEqualTo(collateral.pckCrl().toByteArray());
        assertThat(chain(answer, "SGX-PCK-CRL-Issuer-Chain")).isEqualTo(collateral.pckCrlIssuerChain());
    }

    @Test
    void theRootsListComesInBothForms() throws Exception {
        byte[] list = collateral.rootCaCrl().toByteArray();
        assertThat(get("/IntelSGXRootCA.der").body()).isEqualTo(list);
        assertThat(new String(get("/sgx/certification/v4/rootcacrl").body(), StandardCharsets.US_ASCII))
                .isEqualTo(HexFormat.of().formatHex(list));
    }

    @Test
    void otherPlatformsAndPathsAreNotFound() throws Exception {
        assertThat(get("/tdx/certification/v4/tcb?fmspc=00906ea10000").statusCode())
                .isEqualTo(404);
        assertThat(get("/sgx/certification/v4/pckcrl?ca=processor").statusCode())
                .isEqualTo(404);
        assertThat(get("/tdx/certification/v4/tcb?fmspc=zz").statusCode()).isEqualTo(400);
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(server.requests()).isEqualTo(4);
    }

    private String fmspc() {
        return HexFormat.of().formatHex(platform.id().fmspc().toByteArray());
    }

    private static Bytes chain(Answer answer, String header) {
        String encoded = String.valueOf(answer.connection().getHeaderField(header));
        return Bytes.utf8(URLDecoder.decode(encoded, StandardCharsets.US_ASCII));
    }

    private Answer get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.uri().resolve(path).toURL().openConnection();
        int status = connection.getResponseCode();
        byte[] body = status == 200 ? connection.getInputStream().readAllBytes() : new byte[0];
        return new Answer(connection, status, body);
    }

    private record Answer(HttpURLConnection connection, int statusCode, byte[] body) {}
}
