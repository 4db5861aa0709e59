package dev.cocoonsdk.core.transport;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Secret;
import dev.cocoonsdk.core.internal.http.HttpEngine;
import dev.cocoonsdk.core.internal.http.HttpSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 to a Cocoon broker, the official client-runner or any OpenAI-compatible server. It follows no redirect, repeats no
 * request, keeps no cookie, and all its threads are daemons. Thread-safe.
 */
public final class HttpTransport implements Transport {

    private final HttpEngine engine;

    private HttpTransport(HttpSettings settings) {
        engine = new HttpEngine(settings);
    }

    /** Begins a transport; only the base URL is required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Exchange start(TransportRequest request, TransportListener listener) {
        return engine.start(request, listener);
    }

    /** What the server understands. */
    public Dialect dialect() {
        return engine.dialect();
    }

    /** {@link Confidentiality#NONE}: this transport verifies no enclave and seals nothing. */
    @Override
    public Confidentiality confidentiality() {
        return Confidentiality.NONE;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** The base URL; never the token. */
    @Override
    public String toString() {
        return "HttpTransport[" + engine.baseUrl() + "]";
    }

    /** Collects what a transport needs. */
    public static final class Builder {
        private @Nullable URI baseUrl;
        private @Nullable Supplier<Secret> bearerToken;
        private boolean tokenOverPlainHttp;
        private Dialect dialect = Dialect.COCOON;
        private final List<Header> headers = new ArrayList<>();
        private @Nullable SSLContext sslContext;
        private @Nullable X509TrustManager trustManager;

        private Builder() {}

        /** Scheme, host, port and optional path; a path that ends in {@code /v1} is not doubled. */
        public Builder baseUrl(URI value) {
            baseUrl = value;
            return this;
        }

        /** Sent as {@code Authorization: Bearer …}. */
        public Builder bearerToken(Secret value) {
            return bearerToken(() -> value);
        }

        /** Asked for each request; must be thread-safe and not block. */
        public Builder bearerToken(Supplier<Secret> value) {
            bearerToken = value;
            return this;
        }

        /** Allows the token on an unencrypted connection to another machine, such as a private network of containers. */
        public Builder allowTokenOverPlainHttp() {
            tokenOverPlainHttp = true;
            return this;
        }

        /** What the server understands; {@link Dialect#COCOON} if not set. */
        public Builder dialect(Dialect value) {
            dialect = value;
            return this;
        }

        /** One more header of every request. */
        public Builder header(String name, String value) {
            headers.add(new Header(name, value));
            return this;
        }

        /**
         * TLS with own keys and trust; the platform's if not set.
         *
         * @param trust the trust manager that the context was made with
         */
        public Builder tls(SSLContext context, X509TrustManager trust) {
            sslContext = context;
            trustManager = trust;
            return this;
        }

        /**
         * The transport.
         *
         * @throws IllegalStateException if there is no base URL
         * @throws IllegalArgumentException if the base URL is no HTTP URL, or a token would travel unencrypted to another machine
         */
        public HttpTransport build() {
            if (baseUrl == null) {
                throw new IllegalStateException("baseUrl: none (expected: such as http://127.0.0.1:10000)");
            }
            return new HttpTransport(new HttpSettings(
                    baseUrl, bearerToken, tokenOverPlainHttp, dialect, headers, sslContext, trustManager));
        }
    }
}
