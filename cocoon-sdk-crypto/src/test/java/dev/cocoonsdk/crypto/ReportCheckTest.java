package dev.cocoonsdk.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.internal.dcap.Refusal;
import dev.cocoonsdk.crypto.quote.Measurement;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.QuoteFormatException;
import dev.cocoonsdk.crypto.quote.TdReport;
import dev.cocoonsdk.crypto.quote.TdxVectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReportCheckTest {

    private static final long SEPT_VE_DISABLE = 1L << 28;
    private static final int BODY = 54;
    private static final int TD_ATTRIBUTES = BODY + 120;
    private static final int XFAM = BODY + 128;
    private static final int MRSERVICETD = BODY + 600;

    @Test
    void theGenuineReportIsFine() {
        assertThatCode(() -> check(TD_ATTRIBUTES, SEPT_VE_DISABLE)).doesNotThrowAnyException();
        assertThatCode(() -> check(XFAM, 0x61AE7)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "10000001, TD attribute DEBUG",
        "00000000, TD attribute SEPT_VE_DISABLE",
        "50000000, TD attribute PKS",
        "90000000, TD attribute KEY_LOCKER",
        "8000000010000000, TD attribute PERFMON",
        "30000000, TD attributes",
        "10000002, TD attributes",
        "4000000010000000, TD attributes"
    })
    void attributesThatNobodyAllowedAreRefused(String attributes, String field) {
        assertThat(field(TD_ATTRIBUTES, Long.parseUnsignedLong(attributes, 16))).isEqualTo(field);
    }

    @ParameterizedTest
    @EnumSource(TdAttribute.class)
    void anOptionalAttributeCanBeAllowed(TdAttribute attribute) throws QuoteFormatException {
        QuoteRequirements wanted = new QuoteRequirements();
        wanted.attributes.add(attribute);
        TdReport report = report(TD_ATTRIBUTES, SEPT_VE_DISABLE | attribute.mask());

        assertThatCode(() -> new ReportCheck(wanted, report).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"602e5, XFAM", "602e6, XFAM", "80602e7, XFAM", "8000000000000003, XFAM"})
    void illegalStateOfTheCpuIsRefused(String xfam, String field) {
        assertThat(field(XFAM, Long.parseUnsignedLong(xfam, 16))).isEqualTo(field);
    }

    @Test
    void aServiceDomainNeedsThePolicysPermission() throws QuoteFormatException {
        TdReport report = report(MRSERVICETD, 1);
        QuoteRequirements wanted = new QuoteRequirements();
        wanted.serviceTds.add(Measurement.ofHex("01" + "00".repeat(47)));

        assertThat(field(MRSERVICETD, 1)).isEqualTo("MRSERVICETD");
        assertThatCode(() -> new ReportCheck(wanted, report).check()).doesNotThrowAnyException();
    }

    private static String field(int offset, long value) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> check(offset, value));
        assertThat(refusal).isNotNull();
        Verdict.Rejected rejected = refusal.of("peer");
        assertThat(rejected.failure()).isEqualTo(FailureClass.POLICY);
        assertThat(rejected.step()).isEqualTo(VerificationStep.MEASUREMENTS);
        return rejected.field();
    }

    private static void check(int offset, long value) throws Refusal, QuoteFormatException {
        new ReportCheck(new QuoteRequirements(), report(offset, value)).check();
    }

    /** The body of the published version 5 quote with eight bytes changed; nobody signed that. */
    private static TdReport report(int offset, long value) throws QuoteFormatException {
        byte[] quote = TdxVectors.read("quote_v5.dat").toByteArray();
        ByteBuffer.wrap(quote).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, value);
        return (TdReport) Quote.parse(Bytes.wrap(quote)).body();
    }
}
