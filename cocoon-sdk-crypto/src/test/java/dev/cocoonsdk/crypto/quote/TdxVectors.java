package dev.cocoonsdk.crypto.quote;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.Collateral;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of {@code src/test/resources/tdx}. */
public final class TdxVectors {

    private TdxVectors() {}

    /** A file as it is. */
    public static Bytes read(String name) {
        try (InputStream in = TdxVectors.class.getResourceAsStream("/tdx/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no vector " + name);
            }
            return Bytes.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Intel published for FMSPC b0c06f000000 in 2025. */
    public static Collateral collateral2025() {
        return collateral("collateral-2025/", "tcb_info_b0c06f000000.json", "qe_identity.json");
    }

    /** What Intel published for FMSPC 50806f000000 in 2023. */
    public static Collateral collateral2023() {
        return collateral("collateral-2023/", "tcb_info_50806f000000_2023.json", "qe_identity_2023.json");
    }

    private static Collateral collateral(String folder, String tcbInfo, String qeIdentity) {
        return new Collateral(
                read(folder + tcbInfo),
                read(folder + "tcb_info_issuer_chain.pem"),
                read(folder + qeIdentity),
                read(folder + "qe_identity_issuer_chain.pem"),
                read(folder + "pck_platform_crl.der"),
                read(folder + "pck_crl_issuer_chain.pem"),
                read(folder + "root_ca_crl.der"));
    }
}
