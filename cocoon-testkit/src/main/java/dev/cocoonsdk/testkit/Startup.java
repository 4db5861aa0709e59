package dev.cocoonsdk.testkit;

import dev.cocoonsdk.broker.Broker;
import dev.cocoonsdk.broker.BrokerConfig;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.provider.Provider;
import dev.cocoonsdk.provider.Sealing;
import dev.cocoonsdk.provider.engine.InferenceEngine;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One start of a marketplace; takes back what it started if something fails on the way. */
final class Startup {

    private final LocalMarketplaceBuilder.Wanted wanted;
    private final @Nullable Answers answers;
    private final SimulatedEnclaves enclaves = SimulatedEnclaves.create();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    Startup(LocalMarketplaceBuilder.Wanted wanted, @Nullable Answers answers) {
        this.wanted = wanted;
        this.answers = answers;
    }

    LocalMarketplace start() {
        try {
            return startAll();
        } catch (RuntimeException | Error e) {
            takeBack(e);
            throw e;
        }
    }

    private LocalMarketplace startAll() {
        List<InferenceEngine> engines = new ArrayList<>();
        for (int i = 0; i < wanted.providers(); i++) {
            engines.add(keep(wanted.engines().get()));
        }
        List<ModelId> models = engines.stream()
                .map(engine -> engine.describe().model())
                .distinct()
                .toList();
        NanoTon deposit = wanted.deposit();
        ChainSetup setup = deposit == null
                ? null
                : keep(new ChainSetup(wanted.pricePerToken(), models, deposit, wanted.brokerAdditions(List.of())));
        engines.forEach(InferenceEngine::prepare);
        Place place;
        Broker broker;
        if (setup == null) {
            place = placeWithoutChain(models);
            broker = keep(brokerWithoutChain(place));
        } else {
            setup.await();
            place = placeOn(setup.chain());
            broker = setup.broker();
        }
        List<Provider> providers = new ArrayList<>();
        List<TlsIdentitySource> identities = new ArrayList<>();
        for (InferenceEngine engine : engines) {
            identities.add(keep(enclaves.identity()));
            Sealing sealing = Sealing.of(identities.get(providers.size())).withPadding(wanted.padding());
            providers.add(keep(provider(providers.size() + 1, engine, place, broker, sealing)));
        }
        LocalMarketplace marketplace =
                keep(new LocalMarketplace(broker, providers, identities, models, place, answers, enclaves));
        awaitReady(providers);
        // The broker hears of a provider a moment after the provider has told it.
        Waiting.until(
                () -> listed(marketplace.client().models().list()) >= providers.size(),
                () -> "the broker lists every provider");
        Waiting.until(() -> keys(marketplace) >= providers.size(), () -> "the broker shows every provider's keys");
        return marketplace;
    }

    /**
     * The network that broker, provider and client meet in.
     *
     * @param rootContract address of its root contract
     * @param root what that says
     * @param account the client's
     * @param known the accounts of the broker's configuration
     * @param chain null without one
     */
    record Place(
            TonAddress rootContract,
            RootConfig root,
            TestAccount account,
            List<TestAccount> known,
            @Nullable LocalChain chain) {}

    private Place placeWithoutChain(List<ModelId> models) {
        RootConfig root = RootConfig.ofPseudoJson(MarketplaceConfig.root(wanted.pricePerToken(), models), Instant.now())
                .config();
        return new Place(MarketplaceConfig.ROOT_CONTRACT, root, wanted.account(), wanted.accounts(), null);
    }

    private Place placeOn(LocalChain chain) {
        TestAccount account = new TestAccount(
                chain.clientWallet(),
                chain.funds().accounts().secretFor(chain.contracts().proxy()),
                chain.deposited());
        return new Place(chain.root(), chain.config(), account, List.of(), chain);
    }

    private Broker brokerWithoutChain(Place place) {
        return Broker.builder(BrokerConfig.parse(
                                MarketplaceConfig.broker(place.rootContract(), wanted.brokerAdditions(place.known())))
                        .withFakeTon(place.root()))
                .start();
    }

    private Provider provider(int number, InferenceEngine engine, Place place, Broker broker, Sealing sealing) {
        Provider.Network network = new Provider.Network(place.rootContract(), place.root(), true, true);
        Provider.Builder builder = Provider.builder(network, MarketplaceConfig.address("provider " + number))
                .broker(broker.workerAddress())
                .serve(engine, null, wanted.coefficient(), wanted.maxActiveRequests())
                .sealing(sealing);
        LocalChain chain = place.chain();
        return (chain == null ? builder : builder.chain(chain.providerChain())).start();
    }

    private static void awaitReady(List<Provider> providers) {
        CompletableFuture<?>[] ready = providers.stream().map(Provider::ready).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ready).get(Waiting.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("providers: not ready within " + Waiting.LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("providers: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the marketplace starts", e);
        }
    }

    /** How many entries the broker's list of providers has. */
    private static int keys(LocalMarketplace marketplace) {
        return BrokerPages.get(marketplace, "/v1/providers").array("data").size();
    }

    private static int listed(ModelList models) {
        return models.models().stream()
                .mapToInt(model -> model.workers().size())
                .sum();
    }

    private <T extends AutoCloseable> T keep(T resource) {
        started.push(resource);
        return resource;
    }

    private void takeBack(Throwable failure) {
        for (AutoCloseable resource : started) {
            try {
                resource.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
