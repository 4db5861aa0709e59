package dev.cocoonsdk;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.policy.Deadlines;
import dev.cocoonsdk.core.policy.PriceCap;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.Dialect;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.core.transport.Interceptor;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.sealed.client.SealedTransport;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.account.ClientAccount;
import dev.cocoonsdk.ton.account.ClientAccounts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Composes a {@link CocoonClient}. Not thread-safe; the client is.
 *
 * <p>Three parts decide who reads and who pays:
 *
 * <ul>
 *   <li><b>Transport</b>: HTTP to a broker ({@link #broker}), the native protocol ({@link #network}), or any other ({@link
 *       #transport}). {@link #layer} wraps it.
 *   <li><b>Account</b>: the Cocoon wallet whose deposit pays, with the account's secret ({@link #account}), or a ready bearer token
 *       ({@link #token}).
 *   <li><b>Confidentiality</b>: the level that the composed transport must reach ({@link #confidentiality}); unless told otherwise {@link
 *       Confidentiality#SEALED_TO_PROVIDER}, for which it has to be known which providers are trusted ({@link #providers}). {@link #build}
 *       refuses a transport that promises less, and no call falls to a lower level by itself.
 * </ul>
 */
public final class CocoonClientBuilder {

    /** The environment variable that stands for {@link #broker}. */
    public static final String URL_VARIABLE = "COCOON_URL";

    /**
     * The environment variable that stands for {@link #token}, only where {@value #URL_VARIABLE} names the server too: a server that the
     * program names, or one that speaks {@link Dialect#OPENAI}, never gets it.
     */
    public static final String TOKEN_VARIABLE = "COCOON_TOKEN";

    private final Map<String, String> environment;
    private final CocoonClient.Builder client = CocoonClient.builder();
    private final List<UnaryOperator<Transport>> layers = new ArrayList<>();
    private @Nullable URI broker;
    private Dialect dialect = Dialect.COCOON;
    private @Nullable Secret token;
    private @Nullable Transport transport;
    private @Nullable Supplier<? extends Transport> network;
    private @Nullable AttestationPolicy providers;
    private final List<UnaryOperator<SealedTransport.Builder>> sealing = new ArrayList<>();
    private Confidentiality required = Confidentiality.SEALED_TO_PROVIDER;

    CocoonClientBuilder(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reaches the marketplace over HTTP.
     *
     * @param address a broker, or an official client-runner; {@code http} only with a loopback host if there is an account
     */
    public CocoonClientBuilder broker(URI address) {
        broker = address;
        return this;
    }

    /**
     * As {@link #broker(URI)}.
     *
     * @throws IllegalArgumentException if the text is no URI
     */
    public CocoonClientBuilder broker(String address) {
        return broker(URI.create(address));
    }

    /** What the server at {@link #broker} understands; {@link Dialect#COCOON} if not set. */
    public CocoonClientBuilder dialect(Dialect value) {
        dialect = value;
        return this;
    }

    /** Pays from this Cocoon wallet; the secret is the one whose hash stands in the wallet's client contract. */
    public CocoonClientBuilder account(TonAddress wallet, Secret secret) {
        return token(Secret.of(wallet + ":" + secret.reveal()));
    }

    /**
     * Pays over a broker's HTTP door from a client contract: sends the contract's own secret, holds calls to the policy's limits, and holds
     * what the broker charges on chain against what it served. The contract must be open; see {@link ClientAccounts#admit}.
     *
     * @throws IllegalArgumentException if it is not an account of these
     */
    public CocoonClientBuilder account(ClientAccounts accounts, ClientAccount account) {
        return interceptor(accounts.limits(account))
                .token(accounts.bearerFor(account.terms().proxy()));
    }

    /**
     * Reaches proxies by the protocol of the network and pays them: contracts are deployed, topped up within the policy, watched and wound up.
     * The client does not close the funds.
     *
     * @param funds wallet and contracts
     * @param network with root configuration and root contract; wallet and secrets come from the funds
     */
    public CocoonClientBuilder funds(CocoonFunds funds, CocoonNetwork.Builder network) {
        return network(network.accounts(funds.accounts()));
    }

    /** Sends this bearer token: {@code WALLET:SECRET}, or the key of another OpenAI-compatible server. */
    public CocoonClientBuilder token(Secret value) {
        token = value;
        return this;
    }

    /** Reaches the marketplace in another way; excludes {@link #broker} and {@link #token}. The client closes it. */
    public CocoonClientBuilder transport(Transport value) {
        transport = value;
        return this;
    }

    /**
     * Reaches proxies by the protocol of the network itself, without a sidecar: {@code network(CocoonNetwork.builder()…)}. {@link #build}
     * opens it and the client closes it. Excludes {@link #broker}, {@link #token} and {@link #transport}: the network's builder knows the
     * wallet that pays.
     */
    public CocoonClientBuilder network(Supplier<? extends Transport> value) {
        network = value;
        return this;
    }

    /**
     * Seals every request to providers that pass this policy, so that nobody else can read it or its answer, the broker included. Sealing
     * is the outermost layer. Usually {@code TdxPolicy.builder(CollateralService…)…build()}; whose image hashes are those of the network's
     * root configuration, see {@link Cocoon#workerImages}.
     *
     * @param policy what the enclave of a provider must show; one of a simulated platform is for tests
     */
    public CocoonClientBuilder providers(AttestationPolicy policy) {
        providers = policy;
        return this;
    }

    /** How requests are sealed: number of recipients, padding, suite, collateral for archives. Needs {@link #providers}. */
    public CocoonClientBuilder sealing(UnaryOperator<SealedTransport.Builder> options) {
        sealing.add(options);
        return this;
    }

    /** Wraps the transport, under the sealing; the layer that is added last is the outermost. It must close what it wraps. */
    public CocoonClientBuilder layer(UnaryOperator<Transport> value) {
        layers.add(value);
        return this;
    }

    /** The least that the composed transport must promise; see the class. */
    public CocoonClientBuilder confidentiality(Confidentiality atLeast) {
        required = atLeast;
        return this;
    }

    /**
     * Accepts that the broker and the provider read every prompt and every answer: {@link #confidentiality} {@link Confidentiality#NONE}.
     * For development and tests, and where both are yours. With {@link #providers}, requests are sealed all the same.
     */
    public CocoonClientBuilder insecureForDevelopment() {
        return confidentiality(Confidentiality.NONE);
    }

    /** The model of calls that name none; if not set, the only model of the server that can do the task. */
    public CocoonClientBuilder defaultModel(ModelId value) {
        client.defaultModel(value);
        return this;
    }

    /**
     * As {@link #defaultModel(ModelId)}.
     *
     * @throws IllegalArgumentException if the text is no name of a model
     */
    public CocoonClientBuilder defaultModel(String value) {
        return defaultModel(ModelId.of(value));
    }

    /** The deadlines of calls that set none. */
    public CocoonClientBuilder deadlines(Deadlines value) {
        client.deadlines(value);
        return this;
    }

    /** The retry policy of calls that set none. */
    public CocoonClientBuilder retries(RetryPolicy value) {
        client.retries(value);
        return this;
    }

    /** The price cap of calls that set none. */
    public CocoonClientBuilder priceCap(PriceCap value) {
        client.priceCap(value);
        return this;
    }

    /** Where futures complete; the common pool if not set. The client does not shut it down. */
    public CocoonClientBuilder executor(Executor value) {
        client.executor(value);
        return this;
    }

    /** Sees every attempt; the one that is added first is the outermost. */
    public CocoonClientBuilder interceptor(Interceptor value) {
        client.interceptor(value);
        return this;
    }

    /**
     * The client.
     *
     * @throws IllegalStateException if no broker is known, if parts exclude each other or lack one another, or if the composed transport
     *     promises less confidentiality than is required
     * @throws IllegalArgumentException if an address or token cannot be used, or a token would travel in clear over a network
     */
    public CocoonClient build() {
        Transport composed = transport();
        try {
            for (UnaryOperator<Transport> layer : layers) {
                composed = Objects.requireNonNull(layer.apply(composed), "layer");
            }
            composed = sealed(composed);
            requireConfidentiality(composed.confidentiality());
            return client.transport(composed).build();
        } catch (RuntimeException e) {
            composed.close();
            throw e;
        }
    }

    private Transport sealed(Transport transport) {
        if (providers == null) {
            if (!sealing.isEmpty()) {
                throw new IllegalStateException("sealing(…) without providers(…) (expected: whom to seal to)");
            }
            return transport;
        }
        SealedTransport.Builder builder = SealedTransport.builder(providers);
        for (UnaryOperator<SealedTransport.Builder> options : sealing) {
            builder = Objects.requireNonNull(options.apply(builder), "sealing");
        }
        return builder.over(transport);
    }

    private Transport transport() {
        if (transport == null && network == null) {
            return http();
        }
        if (broker != null || token != null) {
            throw new IllegalStateException((network == null ? "transport(…)" : "network(…)")
                    + " and broker(…), account(…) or token(…) are both set (expected: one way)");
        }
        if (network == null) {
            return Objects.requireNonNull(transport);
        }
        if (transport != null) {
            throw new IllegalStateException("transport(…) and network(…) are both set (expected: one way)");
        }
        return network.get();
    }

    private Transport http() {
        URI address = broker == null ? fromEnvironment() : broker;
        HttpTransport.Builder http = HttpTransport.builder().baseUrl(address).dialect(dialect);
        Secret secret = token == null ? tokenFromEnvironment() : token;
        if (secret != null) {
            http.bearerToken(secret);
        }
        return http.build();
    }

    /** Only for the server that the same environment names: an account's secret is nobody else's business. */
    private @Nullable Secret tokenFromEnvironment() {
        String named = environment.get(TOKEN_VARIABLE);
        return named == null || broker != null || dialect == Dialect.OPENAI ? null : Secret.of(named);
    }

    private URI fromEnvironment() {
        String named = environment.get(URL_VARIABLE);
        if (named == null) {
            throw new IllegalStateException(
                    "no broker: call broker(…), network(…) or transport(…), or set " + URL_VARIABLE);
        }
        return URI.create(named);
    }

    private void requireConfidentiality(Confidentiality offered) {
        if (offered.compareTo(required) < 0) {
            throw new IllegalStateException("confidentiality: the transport promises " + offered
                    + " (expected: at least " + required + "); " + advice());
        }
    }

    private String advice() {
        String development = "insecureForDevelopment() accepts that broker and provider read";
        return required == Confidentiality.SEALED_TO_PROVIDER
                ? "providers(…) says which providers to trust and seals to them; " + development
                : "a native route with a policy for real enclaves attests the broker, providers(…) seals to verified providers; "
                        + development;
    }
}
