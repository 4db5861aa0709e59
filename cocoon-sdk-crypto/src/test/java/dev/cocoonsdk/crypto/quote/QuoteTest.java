package dev.cocoonsdk.crypto.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.ImageHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of {@code docs/protocol/attestation.md} 10 and of the vectors' README. */
class QuoteTest {

    private static final Bytes COCOON = TdxVectors.read("cocoon_quote_v4.dat");
    private static final int SIGNATURE_DATA = 632;

    @Test
    void theSampleQuoteHasTheFieldsOfTheSpecification() throws QuoteFormatException {
        Quote quote = Quote.parse(COCOON);
        TdReport report = (TdReport) quote.body();

        assertThat(quote.version()).isEqualTo(4);
        assertThat(quote.isTdx()).isTrue();
        assertThat(hex(quote.header().userData())).isEqualTo("1a94ba357ce7e19533b25d495965728300000000");
        assertThat(report.isTdx15()).isFalse();
        assertThat(hex(report.teeTcbSvn())).isEqualTo("07010300000000000000000000000000");
        assertThat(report.mrSeam().toHex()).startsWith("49b66faa451d19eb").endsWith("65380ee7e6");
        assertThat(report.mrSignerSeam()).isEqualTo(Measurement.ZERO);
        assertThat(report.seamAttributes()).isZero();
        assertThat(report.tdAttributes()).isEqualTo(1L << 28);
        assertThat(report.xfam()).isEqualTo(0x602e7L);
        assertThat(report.mrTd())
                .isEqualTo(Measurement.ofHex("7357a10d2e2724dffe68813e3cc4cfcde6814d749f2fb62e3953e54f6e0b50a2"
                        + "19786afe2cd478f684b52c61837e1114"));
        assertThat(report.mrConfigId()).isEqualTo(Measurement.ZERO);
        assertThat(report.mrOwner()).isEqualTo(Measurement.ZERO);
        assertThat(report.mrOwnerConfig()).isEqualTo(Measurement.ZERO);
        assertThat(report.rtmrs().get(0).toHex()).startsWith("251a7f3cfc680063");
        assertThat(report.rtmrs().get(1).toHex()).startsWith("7a6eb32a914226f4");
        assertThat(report.rtmrs().get(2).toHex()).startsWith("aaccda38cf2bdee9");
        assertThat(report.rtmrs().get(3)).isEqualTo(Measurement.ZERO);
        assertThat(hex(report.reportData())).startsWith("d21efaa8d7de2b0f").endsWith("269a2926fc74f87b");
        assertThat(report.teeTcbSvn2()).isNull();
        assertThat(report.mrServiceTd()).isNull();
    }

    @Test
    void theSampleQuotesImageHashIsTheSpecifications() throws QuoteFormatException {
        TdReport report = (TdReport) Quote.parse(COCOON).body();

        assertThat(ImageHash.tdx(report.measurements()).toHex())
                .isEqualTo("04b3afd931d28680af91a15b09d672c40ad6b141f7f9089a8d67d595220f7436");
    }

    @Test
    void theSampleQuotesSignatureDataAreTheSpecifications() throws QuoteFormatException {
        Quote quote = Quote.parse(COCOON);
        Quote.SignatureData data = quote.signature();

        assertThat(quote.signedBytes().length()).isEqualTo(SIGNATURE_DATA);
        assertThat(hex(data.quoteSignature())).startsWith("1260af73134200d6").endsWith("a1bc73fbed0dd73093");
        assertThat(hex(data.attestationKey())).startsWith("570c7467db712b09").endsWith("5bd80e6a4130ef1982");
        assertThat(hex(data.qeReport().cpuSvn())).isEqualTo("0303191b04ff00060000000000000000");
        assertThat(hex(data.qeReport().miscSelect())).isEqualTo("00000000");
        assertThat(hex(data.qeReport().attributes())).isEqualTo("1500000000000000e700000000000000");
        assertThat(hex(data.qeReport().mrEnclave())).startsWith("e5a3a7b5d830c295");
        assertThat(hex(data.qeReport().mrSigner())).startsWith("dc9e2a7c6f948f17");
        assertThat(data.qeReport().isvProdId()).isEqualTo(2);
        assertThat(data.qeReport().isvSvn()).isEqualTo(6);
        assertThat(hex(data.qeReport().reportData()))
                .startsWith("83328f0a268fa9ef")
                .endsWith("0".repeat(64));
        assertThat(data.qeAuthenticationData().length()).isEqualTo(32);
        assertThat(data.certification().type()).isEqualTo(CertificationData.PCK_CHAIN);
        assertThat(data.certification().data().length()).isEqualTo(3682);
        assertThat(quote.trailing()).isEqualTo(Bytes.copyOf(new byte[70]));
    }

    @ParameterizedTest
    @CsvSource({"quote_v4_uptodate.dat, 4, 70", "quote_v4_spr.dat, 4, 39", "quote_v5.dat, 5, 0"})
    void theOtherQuotesParseToTheirEnd(String file, int version, int trailing) throws QuoteFormatException {
        Quote quote = Quote.parse(TdxVectors.read(file));

        assertThat(quote.version()).isEqualTo(version);
        assertThat(quote.trailing().length()).isEqualTo(trailing);
    }

    @Test
    void versionFiveCarriesATdx15Body() throws QuoteFormatException {
        Quote quote = Quote.parse(TdxVectors.read("quote_v5.dat"));
        TdReport report = (TdReport) quote.body();

        assertThat(report.isTdx15()).isTrue();
        assertThat(report.teeTcbSvn2()).isEqualTo(bytes("0d010400000000000000000000000000"));
        assertThat(report.mrServiceTd()).isEqualTo(Measurement.ZERO);
        assertThat(quote.signedBytes().length()).isEqualTo(48 + 6 + 648);
    }

    @Test
    void everyQuoteThatEndsTooEarlyIsRefused() {
        byte[] whole = Arrays.copyOf(COCOON.toByteArray(), COCOON.length() - 70);
        for (int length = 0; length < whole.length; length++) {
            Bytes part = Bytes.wrap(Arrays.copyOf(whole, length));
            assertThatExceptionOfType(QuoteFormatException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Quote.parse(part));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6, version",
        "2, 3, attestation key type",
        "4, 1, TEE type",
        "12, 0, QE vendor id",
        "764, 5, certification data type",
    })
    void aWrongConstantIsNamedWithItsOffset(int offset, int value, String field) {
        QuoteFormatException refusal = refusal(with(offset, value, 1));

        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.offset()).isEqualTo(offset);
        assertThat(refusal.getMessage()).startsWith(field + " at byte " + offset + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "632, 4303, certification data size",
        "632, 4305, certification data size",
        "632, 2147483647, signature data length",
        "632, -1, signature data length",
        "766, 4169, certification data size",
        "766, 4171, certification data size",
    })
    void sizesThatDoNotNestAreRefused(int offset, int size, String field) {
        assertThat(refusal(with(offset, size, 4)).field()).isEqualTo(field);
    }

    @Test
    void versionThreeIsForEnclavesOnly() {
        assertThat(refusal(with(0, 3, 1)).field()).isEqualTo("TEE type");
    }

    @Test
    void anEnclavesQuoteOfVersionThreeParses() throws QuoteFormatException {
        ByteBuffer quote = ByteBuffer.allocate(48 + 384 + 4 + 64 + 64 + 384 + 64 + 2 + 1 + 6 + 3)
                .order(ByteOrder.LITTLE_ENDIAN);
        quote.putShort((short) 3).putShort((short) 2).position(12);
        quote.put(HexFormat.of().parseHex("939a7233f79c4ca9940a0db3957f0607")).position(48 + 384);
        quote.putInt(64 + 64 + 384 + 64 + 2 + 1 + 6 + 3).position(48 + 384 + 4 + 128 + 384 + 64);
        quote.putShort((short) 1).put((byte) 9).putShort((short) 5).putInt(3);

        Quote parsed = Quote.parse(Bytes.wrap(quote.array()));

        assertThat(parsed.isTdx()).isFalse();
        assertThat(parsed.body()).isInstanceOf(EnclaveReport.class);
        assertThat(parsed.signature().qeAuthenticationData()).isEqualTo(Bytes.wrap(new byte[] {9}));
        assertThat(parsed.signature().certification().data().length()).isEqualTo(3);
    }

    private static QuoteFormatException refusal(Bytes quote) {
        QuoteFormatException refusal = catchThrowableOfType(QuoteFormatException.class, () -> Quote.parse(quote));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Bytes with(int offset, int value, int size) {
        byte[] quote = COCOON.toByteArray();
        ByteBuffer view = ByteBuffer.wrap(quote).order(ByteOrder.LITTLE_ENDIAN);
        if (size == 4) {
            view.putInt(offset, value);
        } else {
            view.put(offset, (byte) value);
        }
        return Bytes.wrap(quote);
    }

    private static Bytes bytes(String hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(Bytes value) {
        return HexFormat.of().formatHex(value.toByteArray());
    }
}
