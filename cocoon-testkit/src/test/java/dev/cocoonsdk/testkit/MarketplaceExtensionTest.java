package dev.cocoonsdk.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.CocoonClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs small test classes through JUnit itself and looks at the marketplaces that they were given. */
class MarketplaceExtensionTest {

    private static final List<LocalMarketplace> GIVEN = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        GIVEN.clear();
    }

    @Test
    void oneMarketplaceServesAClassAndItsNestedClasses() {
        run(PerClass.class, 3);

        assertThat(GIVEN).hasSize(5).containsOnly(GIVEN.get(0));
        assertStopped(GIVEN.get(0));
    }

    @Test
    void aMethodCanHaveAMarketplaceOfItsOwn() {
        run(PerMethod.class, 2);

        assertThat(GIVEN).hasSize(2).doesNotHaveDuplicates();
        GIVEN.forEach(MarketplaceExtensionTest::assertStopped);
    }

    @Test
    void anExtensionInAStaticFieldServesTheClass() {
        run(StaticField.class, 2);

        assertThat(GIVEN).hasSize(2).containsOnly(GIVEN.get(0));
        assertThat(GIVEN.get(0).providers()).hasSize(2);
        assertStopped(GIVEN.get(0));
    }

    @Test
    void anExtensionInAnInstanceFieldServesEachTestAnew() {
        run(InstanceField.class, 2);

        assertThat(GIVEN).hasSize(2).doesNotHaveDuplicates();
        GIVEN.forEach(MarketplaceExtensionTest::assertStopped);
    }

    private static void run(Class<?> tests, long expected) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getFailures())
                .extracting(failure -> failure.getException().toString())
                .isEmpty();
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(expected);
    }

    private static void assertStopped(LocalMarketplace marketplace) {
        assertThat(marketplace.isRunning()).isFalse();
    }

    private static void take(CocoonClient client, LocalMarketplace marketplace) {
        GIVEN.add(marketplace);
        assertThat(client).isSameAs(marketplace.client());
        assertThat(client.chat().call("Hi").text()).isEqualTo("ok");
    }

    @CocoonMarketplace
    static final class PerClass {
        @BeforeAll
        static void before(LocalMarketplace marketplace) {
            GIVEN.add(marketplace);
        }

        PerClass(LocalMarketplace marketplace) {
            assertThat(marketplace.isRunning()).isTrue();
        }

        @Test
        void one(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }

        @Test
        void two(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }

        @Nested
        final class Inner {
            @BeforeEach
            void before(LocalMarketplace marketplace) {
                GIVEN.add(marketplace);
            }

            @Test
            void three(CocoonClient client, LocalMarketplace marketplace) {
                take(client, marketplace);
            }
        }
    }

    static final class PerMethod {
        @Test
        @CocoonMarketplace
        void one(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }

        @Test
        @CocoonMarketplace(providers = 2)
        void two(CocoonClient client, LocalMarketplace marketplace) {
            assertThat(marketplace.providers()).hasSize(2);
            take(client, marketplace);
        }
    }

    static final class StaticField {
        @RegisterExtension
        static final MarketplaceExtension MARKETPLACE = MarketplaceExtension.of(
                () -> LocalMarketplace.builder().providers(2).start());

        @Test
        void one(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }

        @Test
        void two(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }
    }

    static final class InstanceField {
        @RegisterExtension
        final MarketplaceExtension marketplaces = MarketplaceExtension.of(LocalMarketplace::start);

        @Test
        void one(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }

        @Test
        void two(CocoonClient client, LocalMarketplace marketplace) {
            take(client, marketplace);
        }
    }
}
