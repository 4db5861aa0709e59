package dev.cocoonsdk.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PeerEvidence;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.RootKey;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.Verdict;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simulated root cannot come into a policy for production, because no type leads there. */
class RootSeparationTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    private static final Hash256 KEY = Hash256.sha256(new byte[] {1});

    private final SimulatedPlatform platform = SimulatedPlatform.create(Bytes.utf8("seed of a root's test"), CLOCK);

    @Test
    void thereAreTwoKindsOfRootAndIntelsHasOneInstanceOnly() {
        assertThat(RootKey.class.isSealed()).isTrue();
        assertThat(RootKey.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(RootKey.Intel.class, RootKey.Simulated.class);
        assertThat(RootKey.Intel.class.getDeclaredConstructors())
                .allMatch(constructor -> Modifier.isPrivate(constructor.getModifiers()));
        assertThat(Modifier.isFinal(RootKey.Intel.class.getModifiers())).isTrue();
        assertThatThrownBy(() -> new RootKey.Simulated(RootKey.intel().point()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePolicyForProductionTakesNoRootAtAll() {
        assertThat(methods("builder"))
                .isNotEmpty()
                .allSatisfy(
                        method -> assertThat(method.getParameterTypes()).noneMatch(RootKey.class::isAssignableFrom));
        assertThat(methods("simulated"))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(method.getParameterTypes()).contains(RootKey.Simulated.class));
        for (Method method : TdxPolicy.Builder.class.getMethods()) {
            assertThat(method.getParameterTypes()).as(method.getName()).noneMatch(RootKey.class::isAssignableFrom);
        }
        for (Constructor<?> constructor : constructors()) {
            assertThat(Modifier.isPrivate(constructor.getModifiers())).isTrue();
        }
    }

    private static List<Method> methods(String name) {
        return Arrays.stream(TdxPolicy.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
    }

    private static List<Constructor<?>> constructors() {
        return Stream.of(TdxPolicy.class, TdxPolicy.Builder.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredConstructors()))
                .toList();
    }

    @Test
    void thisModuleGivesRootsOfTheSimulatedTypeOnly() throws NoSuchMethodException {
        assertThat(SimulatedPlatform.class.getMethod("rootKey").getReturnType()).isEqualTo(RootKey.Simulated.class);
        assertThat(RootKeyFile.class.getMethod("read", Path.class).getReturnType())
                .isEqualTo(RootKey.Simulated.class);
    }

    @Test
    void theSameQuoteIsSimulatedUnderItsOwnRootAndRefusedInProduction() {
        Bytes reportData = Bytes.wrap(ReportData.of(KEY));
        Bytes quote = platform.quotes(SimulatedImage.named("provider")).quote(reportData);
        PeerEvidence evidence =
                PeerEvidence.none("peer").withCertificateKey(KEY).withQuote(quote);
        AttestationPolicy simulated =
                TdxPolicy.simulated(platform.rootKey(), platform.collateral()).build();
        AttestationPolicy production = TdxPolicy.builder(platform.collateral()).build();

        Verdict trusted = simulated.evaluate(evidence, CLOCK.instant());
        assertThat(trusted).isInstanceOf(Verdict.Trusted.class);
        assertThat(trusted.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
        assertThat(trusted.assurance().satisfies(AssuranceLevel.HARDWARE_TEE)).isFalse();
        assertThat(simulated.name()).isEqualTo("simulated_tdx");
        assertThat(production.evaluate(evidence, CLOCK.instant()).isAccepted()).isFalse();
        assertThat(production.name()).isEqualTo("tdx");
    }
}
