package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import dev.cocoonsdk.crypto.collateral.CollateralItem.Issuer;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Intel's provisioning certification service (PCS), version 4, or a caching service with the same paths (PCCS), over HTTP ({@code
 * docs/protocol/attestation.md} 9.3). Asks anew at each request: put a {@link CachingCollateral} in front.
 *
 * <p>What it answers is collateral by its form only; signatures are checked when a quote is judged, so nobody on the way can forge any.
 * Over plain http they can replay what Intel signed earlier until its {@code nextUpdate}: use https, or demand a minimum TCB evaluation
 * number. Redirects are not followed. Immutable and thread-safe; its threads are daemons.
 */
public final class CollateralService implements CollateralSource {

    /** Intel's service. */
    public static final URI INTEL = URI.create("https://api.trustedservices.intel.com");

    /** Intel's list of revoked intermediates, which is not under the service's address. */
    public static final URI INTEL_ROOT_CA_CRL =
            URI.create("https://certificates.trustedservices.intel.com/IntelSGXRootCA.der");

    private static final String PCCS_ROOT_CA_CRL = "sgx/certification/v4/rootcacrl";

    private final HttpUrl base;
    private final HttpUrl rootCaCrl;
    private final CollateralHttp http;

    private CollateralService(Builder builder) {
        base = url(builder.baseUrl);
        URI root = builder.rootCaCrl;
        if (root != null) {
            rootCaCrl = url(root);
        } else {
            rootCaCrl = isIntel(base)
                    ? url(INTEL_ROOT_CA_CRL)
                    : base.newBuilder().addPathSegments(PCCS_ROOT_CA_CRL).build();
        }
        http = new CollateralHttp(builder.connectTimeout, builder.timeout);
    }

    /** Begins a service; without further settings it is Intel's. */
    public static Builder builder() {
        return new Builder();
    }

    private static HttpUrl url(URI uri) {
        HttpUrl url = HttpUrl.get(uri);
        if (url == null) {
            throw new IllegalArgumentException("collateral service: " + uri + " (expected: an http or https URL)");
        }
        return url;
    }

    private static boolean isIntel(HttpUrl base) {
        HttpUrl intel = url(INTEL);
        return base.scheme().equals(intel.scheme()) && base.host().equals(intel.host()) && base.port() == intel.port();
    }

    /**
     * {@inheritDoc}
     *
     * @throws CollateralException {@link Reason#MISSING} if the service knows no such platform, {@link Reason#UNREACHABLE} if it does
     *     not answer in time, {@link Reason#MALFORMED} if it answers with something else
     */
    @Override
    public Collateral find(PlatformId platform) throws CollateralException {
        String fmspc = HexFormat.of().formatHex(platform.fmspc().toByteArray());
        CollateralHttp.Answer tcbInfo = http.get(
                "TCB info of fmspc " + fmspc,
                at("tdx/certification/v4/tcb").addQueryParameter("fmspc", fmspc).build());
        CollateralHttp.Answer identity =
                http.get("QE identity", at("tdx/certification/v4/qe/identity").build());
        CollateralHttp.Answer pckCrl = http.get(
                "PCK CRL",
                at("sgx/certification/v4/pckcrl")
                        .addQueryParameter("ca", platform.ca().parameter())
                        .addQueryParameter("encoding", "der")
                        .build());
        CollateralHttp.Answer rootCrl = http.get("root CA CRL", rootCaCrl);
        return new Collateral(
                known(tcbInfo, CollateralItem.TcbInfo.class),
                chain(tcbInfo, Issuer.TCB_SIGNING, "TCB-Info-Issuer-Chain", "SGX-TCB-Info-Issuer-Chain"),
                known(identity, CollateralItem.QeIdentity.class),
                chain(identity, Issuer.TCB_SIGNING, "SGX-Enclave-Identity-Issuer-Chain"),
                known(pckCrl, CollateralItem.Crl.class),
                chain(pckCrl, Issuer.of(platform.ca()), "SGX-PCK-CRL-Issuer-Chain"),
                known(rootCrl, CollateralItem.Crl.class));
    }

    private HttpUrl.Builder at(String path) {
        return base.newBuilder().addPathSegments(path);
    }

    /** The body, brought to its binary form if it is a CRL. */
    private static Bytes known(CollateralHttp.Answer answer, Class<? extends CollateralItem> kind)
            throws CollateralException {
        CollateralItem item = CollateralReader.read(answer.body());
        if (!kind.isInstance(item)) {
            throw new CollateralException(Reason.MALFORMED, answer.item(), "the service sent something else", null);
        }
        return item.raw();
    }

    private static Bytes chain(CollateralHttp.Answer answer, Issuer issuer, String... headers)
            throws CollateralException {
        for (String header : headers) {
            Bytes pem = answer.pem(header);
            if (pem != null
                    && CollateralReader.read(pem) instanceof CollateralItem.Chain chain
                    && chain.issuer() == issuer) {
                return pem;
            }
        }
        throw new CollateralException(
                Reason.MALFORMED, answer.item(), "no issuer chain in header " + List.of(headers), null);
    }

    /** The address, for log lines. */
    @Override
    public String toString() {
        return "CollateralService[" + base.redact() + "]";
    }

    /** Collects what a service needs. */
    public static final class Builder {

        private URI baseUrl = INTEL;
        private @Nullable URI rootCaCrl;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration timeout = Duration.ofSeconds(15);

        private Builder() {}

        /** Where the service is, without {@code /sgx} and {@code /tdx}; Intel's by default. */
        public Builder baseUrl(URI value) {
            baseUrl = value;
            return this;
        }

        /** Where the root CA CRL is; by default Intel's file with Intel's service, else the path of a PCCS under the base URL. */
        public Builder rootCaCrl(URI value) {
            rootCaCrl = value;
            return this;
        }

        /** How long connecting may take; 5 seconds by default. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = positive("connect timeout", value);
            return this;
        }

        /** How long each of the four requests may take as a whole; 15 seconds by default. */
        public Builder timeout(Duration value) {
            timeout = positive("timeout", value);
            return this;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
            return value;
        }

        /**
         * The service; connects to nothing yet.
         *
         * @throws IllegalArgumentException if an address is neither http nor https
         */
        public CollateralService build() {
            return new CollateralService(this);
        }
    }
}
