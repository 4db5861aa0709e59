package dev.cocoonsdk.crypto.collateral;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.crypto.collateral.CollateralException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One GET with limits of time and size. Holds the only use of the HTTP library in this module. */
final class CollateralHttp {

    /** Longest body that is read, in bytes. */
    static final int MAX_BODY = 4 << 20;

    /** Longest chain that is read from a header, in characters. */
    static final int MAX_HEADER = 64 << 10;

    private static final int NOT_FOUND = 404;
    private static final int BAD_REQUEST = 400;

    private final OkHttpClient client;

    CollateralHttp(Duration connectTimeout, Duration timeout) {
        client = new OkHttpClient.Builder()
                .connectTimeout(connectTimeout)
                .readTimeout(timeout)
                .callTimeout(timeout)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** What came, with what it should be. */
    record Answer(String item, Bytes body, Headers headers) {

        /** The URL-encoded PEM text of a header, or null if there is none. */
        @Nullable
        Bytes pem(String header) {
            String encoded = headers.get(header);
            if (encoded == null || encoded.length() > MAX_HEADER) {
                return null;
            }
            // Base64 has pluses of its own: they stand for blanks only where the writer wrote blanks so.
            String text = encoded.contains("BEGIN+") ? encoded : encoded.replace("+", "%2B");
            try {
                return Bytes.utf8(URLDecoder.decode(text, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }

    Answer get(String item, HttpUrl url) throws CollateralException {
        Request request = new Request.Builder().url(url).build();
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw refused(item, url, response);
            }
            return new Answer(item, body(item, url, response), response.headers());
        } catch (IOException e) {
            throw new CollateralException(Reason.UNREACHABLE, item, "no answer from " + place(url), e);
        }
    }

    private static Bytes body(String item, HttpUrl url, Response response) throws IOException, CollateralException {
        try (InputStream in = response.body().byteStream()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                throw new CollateralException(
                        Reason.MALFORMED, item, "more than " + MAX_BODY + " bytes from " + place(url), null);
            }
            return Bytes.wrap(body);
        }
    }

    private static CollateralException refused(String item, HttpUrl url, Response response) {
        int status = response.code();
        boolean unknown = status == NOT_FOUND || status == BAD_REQUEST;
        String detail = (response.isRedirect() ? "redirected, which is not followed, by " : "HTTP " + status + " from ")
                + place(url);
        return new CollateralException(unknown ? Reason.MISSING : Reason.UNREACHABLE, item, detail, null);
    }

    private static String place(HttpUrl url) {
        return url.host() + ":" + url.port() + url.encodedPath();
    }
}
