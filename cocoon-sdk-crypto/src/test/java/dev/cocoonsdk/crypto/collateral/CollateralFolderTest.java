package dev.cocoonsdk.crypto.collateral;

import static dev.cocoonsdk.crypto.collateral.TestCollateral.PLATFORM_2023;
import static dev.cocoonsdk.crypto.collateral.TestCollateral.PLATFORM_2025;
import static dev.cocoonsdk.crypto.collateral.TestCollateral.file;
import static dev.cocoonsdk.crypto.collateral.TestCollateral.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollateralFolderTest {

    @TempDir
    private Path temporary;

    @Test
    void recognisesTheFilesByTheirContent() throws Exception {
        int number = 0;
        for (Path source : files("collateral-2025")) {
            Files.copy(source, temporary.resolve("file" + number++));
        }

        assertThat(CollateralFolder.of(temporary).find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void servesSeveralPlatformsAndTakesTheYoungestOfWhatTheyShare() throws Exception {
        copy("collateral-2023");
        copy("collateral-2025");
        CollateralFolder folder = CollateralFolder.of(temporary);

        assertThat(folder.find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(folder.find(PLATFORM_2023).tcbInfo())
                .isEqualTo(file("collateral-2023/tcb_info_50806f000000_2023.json"));
        assertThat(folder.find(PLATFORM_2023).pckCrl()).isEqualTo(file("collateral-2025/pck_platform_crl.der"));
    }

    @Test
    void tellsOtherPlatformsFromMissingOnes() throws Exception {
        copy("collateral-2025");
        PlatformId processor = new PlatformId(PLATFORM_2025.fmspc(), PlatformId.Ca.PROCESSOR);

        assertThat(failure(PLATFORM_2023).reason()).isEqualTo(Reason.OTHER_PLATFORM);
        assertThat(failure(PLATFORM_2023)).hasMessageContaining("TCB info of fmspc 50806f000000");
        assertThat(failure(processor).reason()).isEqualTo(Reason.OTHER_PLATFORM);
        assertThat(failure(processor)).hasMessageContaining("PCK CRL of the processor CA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcb_info_b0c06f000000.json",
                "qe_identity.json",
                "pck_platform_crl.der",
                "root_ca_crl.der",
                "pck_crl_issuer_chain.pem"
            })
    void namesWhatIsMissingAndWhatItDidNotUnderstand(String name) throws Exception {
        copy("collateral-2025");
        Path broken = temporary.resolve("collateral-2025-" + name);
        Files.write(broken, "broken".getBytes(StandardCharsets.UTF_8));

        assertThat(failure(PLATFORM_2025).reason()).isEqualTo(Reason.MISSING);
        assertThat(failure(PLATFORM_2025)).hasMessageContaining(name);
    }

    @Test
    void saysThatThereIsNoFolder() {
        CollateralException failure = catchThrowableOfType(
                CollateralException.class,
                () -> CollateralFolder.of(temporary.resolve("absent")).find(PLATFORM_2025));

        assertThat(failure.reason()).isEqualTo(Reason.MISSING);
        assertThat(failure).hasMessageContaining("absent");
    }

    @Test
    void readsRevocationListsInTextForms() throws Exception {
        copy("collateral-2025");
        byte[] root = file("collateral-2025/root_ca_crl.der").toByteArray();
        byte[] pck = file("collateral-2025/pck_platform_crl.der").toByteArray();
        Files.writeString(
                temporary.resolve("collateral-2025-root_ca_crl.der"),
                HexFormat.of().formatHex(root));
        Files.writeString(
                temporary.resolve("collateral-2025-pck_platform_crl.der"),
                "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(pck)
                        + "\n-----END X509 CRL-----\n");

        assertThat(CollateralFolder.of(temporary).find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void readsBundles() throws Exception {
        CollateralBundle.of(Map.of(PLATFORM_2025, TestCollateral.of2025())).write(temporary.resolve("bundle.json"));

        assertThat(CollateralFolder.of(temporary).find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void passesOverFilesThatAreTooLongAndFolders() throws Exception {
        copy("collateral-2025");
        Files.write(temporary.resolve("long"), new byte[CollateralFolder.MAX_FILE + 1]);
        Files.createDirectory(temporary.resolve("folder"));

        assertThat(CollateralFolder.of(temporary).find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void looksAtTheFirstFilesByNameWhenThereAreTooMany() throws Exception {
        copy("collateral-2025");
        for (int i = 0; i < CollateralFolder.MAX_FILES; i++) {
            Files.createFile(temporary.resolve("z" + i));
        }

        assertThat(CollateralFolder.of(temporary).find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
    }

    @Test
    void givesEachDocumentTheChainOfItsSigner() throws Exception {
        copy("collateral-2025");
        copy("collateral-2023");
        Collateral found = CollateralFolder.of(temporary).find(PLATFORM_2023);

        assertThat(signs(found.tcbInfoIssuerChain(), found.tcbInfo())).isTrue();
        assertThat(signs(found.qeIdentityIssuerChain(), found.qeIdentity())).isTrue();
    }

    private static boolean signs(Bytes chain, Bytes document) {
        CollateralItem.Chain signer = (CollateralItem.Chain) CollateralReader.read(chain);
        return DocumentSignature.of(document)
                .isBy(Objects.requireNonNull(signer).leafKey());
    }

    private CollateralException failure(PlatformId platform) {
        return catchThrowableOfType(
                CollateralException.class, () -> CollateralFolder.of(temporary).find(platform));
    }

    private void copy(String name) throws IOException {
        for (Path source : files(name)) {
            Files.copy(source, temporary.resolve(name + "-" + source.getFileName()));
        }
    }

    private static List<Path> files(String name) throws IOException {
        try (var all = Files.list(folder(name))) {
            return all.sorted().toList();
        }
    }
}
