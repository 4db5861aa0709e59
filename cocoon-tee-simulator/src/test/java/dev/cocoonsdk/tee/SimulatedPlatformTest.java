package dev.cocoonsdk.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.collateral.PlatformId;
import dev.cocoonsdk.crypto.quote.Quote;
import dev.cocoonsdk.crypto.quote.TdReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedPlatformTest {

    private static final Bytes SEED = Bytes.utf8("simulated platform test seed");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final SimulatedImage IMAGE = SimulatedImage.named("provider");

    private final SimulatedPlatform platform = SimulatedPlatform.create(SEED, CLOCK);
    private final Bytes reportData = Bytes.wrap(new byte[64]);

    @Test
    void quotesCarryTheImageAndAreSignedByTheAttestationKeyAndThePck() throws Exception {
        Quote quote = Quote.parse(platform.quotes(IMAGE).quote(reportData));

        TdReport report = (TdReport) quote.body();
        assertThat(report.mrTd()).isEqualTo(IMAGE.mrTd());
        assertThat(report.rtmrs()).isEqualTo(IMAGE.rtmrs());
        assertThat(report.measurements().toByteArray()).isEqualTo(IMAGE.measurements());
        assertThat(report.tdAttributes()).isEqualTo(SimulatedImage.TD_ATTRIBUTES);
        assertThat(report.xfam()).isEqualTo(SimulatedImage.XFAM);
        X509Certificate pck = chain(quote.signature().certification().data()).get(0);
        Signature qe = Signature.getInstance("SHA256withECDSAinP1363Format");
        qe.initVerify(pck.getPublicKey());
        qe.update(quote.signature().qeReport().bytes().toByteArray());
        assertThat(qe.verify(quote.signature().qeReportSignature().toByteArray()))
                .isTrue();
    }

    @Test
    void theChainsEndAtTheRootKey() throws Exception {
        Quote quote = Quote.parse(platform.quotes(IMAGE).quote(reportData));
        List<X509Certificate> chain = chain(quote.signature().certification().data());
        chain.get(0).verify(chain.get(1).getPublicKey());
        chain.get(1).verify(chain.get(2).getPublicKey());
        chain.get(2).verify(chain.get(2).getPublicKey());
        byte[] encoded = chain.get(2).getPublicKey().getEncoded();
        assertThat(Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length))
                .isEqualTo(platform.rootKey().point().toByteArray());
        assertThat(platform.rootKey().assurance()).isEqualTo(AssuranceLevel.SIMULATED);
    }

    @Test
    void revocationListsAreSignedAndListWhatWasRevoked() throws Exception {
        SimulatedPlatformBuilder builder =
                SimulatedPlatform.builder(SEED, CLOCK).revoked(CertificateRole.PCK);
        Collateral collateral = builder.build().currentCollateral();
        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(collateral.pckCrl().toByteArray()));
        list.verify(chain(collateral.pckCrlIssuerChain()).get(0).getPublicKey());
        assertThat(list.getRevokedCertificate(builder.serial(CertificateRole.PCK)))
                .isNotNull();
        assertThat(list.getNextUpdate().toInstant()).isEqualTo(Instant.parse("2026-12-22T00:00:00Z"));
    }

    @Test
    void theSeedAndTheDayDecideEveryByte() {
        SimulatedPlatform again = SimulatedPlatform.create(SEED, CLOCK);
        assertThat(again.currentCollateral()).isEqualTo(platform.currentCollateral());
        assertThat(again.quotes(IMAGE).quote(reportData))
                .isEqualTo(platform.quotes(IMAGE).quote(reportData));
    }

    @Test
    void aSavedPlatformIsTheSameWhenLoaded(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("platform.json");
        Path root = folder.resolve("root.hex");
        platform.save(file);
        RootKeyFile.write(root, platform.rootKey());

        assertThat(SimulatedPlatform.load(file, CLOCK).rootKey()).isEqualTo(platform.rootKey());
        assertThat(RootKeyFile.read(root)).isEqualTo(platform.rootKey());
        assertThatThrownBy(() -> RootKeyFile.read(file)).hasMessageContaining("130 hexadecimal digits");
        assertThatThrownBy(() -> SimulatedPlatform.load(root, CLOCK)).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void whoeverOpensOneFileAtOnceGetsOnePlatform(@TempDir Path folder) {
        Path file = folder.resolve("platform.json");
        List<RootKey.Simulated> roots = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> opened(file, Bytes.utf8("a seed for the race of platforms " + i))
                        .rootKey())
                .toList();

        assertThat(roots).hasSize(8).containsOnly(roots.get(0));
    }

    private static SimulatedPlatform opened(Path file, Bytes seed) {
        try {
            return SimulatedPlatform.open(file, seed, CLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itKnowsTheCollateralOfItselfOnly() throws Exception {
        assertThat(platform.collateral().find(platform.id())).isEqualTo(platform.currentCollateral());
        PlatformId other = new PlatformId(platform.id().fmspc(), PlatformId.Ca.PROCESSOR);
        assertThatThrownBy(() -> platform.collateral().find(other)).isInstanceOf(CollateralException.class);
    }

    @Test
    void quotesOfAllLayoutsParse() throws Exception {
        Bytes mrEnclave = Bytes.wrap(new byte[32]);
        assertThat(Quote.parse(platform.quote(IMAGE).version(5).make()).version())
                .isEqualTo(5);
        TdReport body =
                (TdReport) Quote.parse(platform.quote(IMAGE).tdx15().make()).body();
        assertThat(body.isTdx15()).isTrue();
        for (int version = 3; version <= 5; version++) {
            Bytes quote = platform.quote(IMAGE)
                    .sgx(mrEnclave, mrEnclave)
                    .version(version)
                    .make();
            assertThat(Quote.parse(quote).isTdx()).isFalse();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<X509Certificate> chain(Bytes pem) throws Exception {
        byte[] bytes = pem.toByteArray();
        int length = bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        Collection<?> all = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(bytes, 0, length));
        return List.copyOf((Collection<X509Certificate>) all);
    }
}
