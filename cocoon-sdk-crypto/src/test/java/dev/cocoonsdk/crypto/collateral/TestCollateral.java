package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/** The published collateral files of two platforms. */
final class TestCollateral {

    /** The earliest nextUpdate of the files of 2025. */
    static final Instant END_2025 = Instant.parse("2025-07-19T10:00:35Z");

    static final PlatformId PLATFORM_2025 = platform("b0c06f000000");
    static final PlatformId PLATFORM_2023 = platform("50806f000000");

    private TestCollateral() {}

    static PlatformId platform(String fmspc) {
        return new PlatformId(Bytes.wrap(HexFormat.of().parseHex(fmspc)), PlatformId.Ca.PLATFORM);
    }

    static Path folder(String name) {
        URL url = Objects.requireNonNull(TestCollateral.class.getResource("/tdx/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Bytes file(String name) {
        try {
            return Bytes.wrap(Files.readAllBytes(folder(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Collateral of2025() {
        return new Collateral(
                file("collateral-2025/tcb_info_b0c06f000000.json"),
                file("collateral-2025/tcb_info_issuer_chain.pem"),
                file("collateral-2025/qe_identity.json"),
                file("collateral-2025/qe_identity_issuer_chain.pem"),
                file("collateral-2025/pck_platform_crl.der"),
                file("collateral-2025/pck_crl_issuer_chain.pem"),
                file("collateral-2025/root_ca_crl.der"));
    }
}
