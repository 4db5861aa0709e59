package dev.cocoonsdk.crypto.collateral;

import static dev.cocoonsdk.crypto.collateral.TestCollateral.PLATFORM_2023;
import static dev.cocoonsdk.crypto.collateral.TestCollateral.PLATFORM_2025;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollateralBundleTest {

    private static final CollateralBundle BUNDLE = CollateralBundle.of(Map.of(PLATFORM_2025, TestCollateral.of2025()));

    @Test
    void comesBackFromAFileByteForByte(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new").resolve("bundle.json");
        BUNDLE.write(file);
        BUNDLE.write(file);

        assertThat(CollateralBundle.read(file).find(PLATFORM_2025)).isEqualTo(TestCollateral.of2025());
        assertThat(CollateralBundle.read(file).platforms()).containsExactly(PLATFORM_2025);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("no temporary files stay").containsExactly(file);
        }
    }

    @Test
    void knowsOnlyItsPlatforms() {
        assertThat(reason(() -> BUNDLE.find(PLATFORM_2023))).isEqualTo(Reason.OTHER_PLATFORM);
        assertThat(reason(() -> CollateralBundle.of(Map.of()).find(PLATFORM_2023)))
                .isEqualTo(Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"format\":\"cocoon-collateral\"}",
                "{\"format\":\"cocoon-collateral\",\"version\":2,\"platforms\":[]}",
                "{\"format\":\"cocoon-collateral\",\"version\":1,\"platforms\":[1]}",
                "{\"format\":\"cocoon-collateral\",\"version\":1,\"platforms\":[{\"fmspc\":\"00\",\"ca\":\"platform\"}]}",
                "{\"format\":\"cocoon-collateral\",\"version\":1,"
                        + "\"platforms\":[{\"fmspc\":\"000000000000\",\"ca\":\"platform\",\"tcb_info\":\"?\"}]}"
            })
    void refusesWhatIsNoBundle(String text) {
        assertThat(reason(() -> CollateralBundle.parse(Bytes.utf8(text)))).isEqualTo(Reason.MALFORMED);
    }

    private static Reason reason(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(CollateralException.class, call).reason();
    }
}
