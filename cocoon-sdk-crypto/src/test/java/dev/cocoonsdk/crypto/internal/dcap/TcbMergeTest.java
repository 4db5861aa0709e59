package dev.cocoonsdk.crypto.internal.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.crypto.TcbStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TcbMergeTest {

    @ParameterizedTest
    @CsvSource({
        "UpToDate, OutOfDate, OutOfDate",
        "SWHardeningNeeded, OutOfDate, OutOfDate",
        "ConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "ConfigurationAndSWHardeningNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "OutOfDate, OutOfDate, OutOfDate",
        "OutOfDateConfigurationNeeded, OutOfDate, OutOfDateConfigurationNeeded",
        "Revoked, OutOfDate, Revoked"
    })
    void anOutdatedPartMakesTheWholeOutdated(String platform, String part, String merged) {
        assertThat(TcbMerge.with(TcbStatus.of(platform), TcbStatus.of(part))).isEqualTo(TcbStatus.of(merged));
    }

    @ParameterizedTest
    @EnumSource(TcbStatus.class)
    void anUpToDatePartChangesNothingAndARevokedOneEverything(TcbStatus platform) {
        assertThat(TcbMerge.with(platform, TcbStatus.UP_TO_DATE)).isEqualTo(platform);
        assertThat(TcbMerge.with(platform, TcbStatus.REVOKED)).isEqualTo(TcbStatus.REVOKED);
    }
}
