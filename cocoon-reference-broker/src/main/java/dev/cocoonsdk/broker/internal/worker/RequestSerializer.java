package dev.cocoonsdk.broker.internal.worker;

import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.TlBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the {@code http.request} for a worker. Of the caller's headers only Content-Type and Accept travel (architecture,
 * "Headers"): no authorisation, no cookies, no user agent.
 */
public final class RequestSerializer {

    private RequestSerializer() {}

    /** The boxed {@code http.request}. */
    public static TlBytes serialize(ModelQuery query) {
        List<HttpHeader> headers = new ArrayList<>(3);
        headers.add(new HttpHeader("Content-Type", query.contentType()));
        String accept = query.accept();
        if (accept != null) {
            headers.add(new HttpHeader("Accept", accept));
        }
        headers.add(
                new HttpHeader("Content-Length", Integer.toString(query.body().length())));
        return new HttpRequest("POST", query.endpoint().path(), "HTTP/1.1", headers, query.body()).toBoxedBytes();
    }
}
