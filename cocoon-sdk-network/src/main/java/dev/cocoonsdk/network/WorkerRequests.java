package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.HttpRequest;
import dev.cocoonsdk.network.tl.ProxyRunQueryEx;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlFormatException;
import dev.cocoonsdk.network.tl.TlReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns {@code proxy.runQueryEx} into a request; a query inside that is no HTTP request fails that request only. */
final class WorkerRequests {

    private static final HttpRequest NONE = new HttpRequest("", "", "", List.of(), TlBytes.EMPTY);

    private WorkerRequests() {}

    /** A request, and what is wrong with it if something is. */
    record Parsed(WorkerRequest request, @Nullable String defect) {}

    static Parsed parse(ProxyRunQueryEx query) {
        try {
            HttpRequest http = TlReader.parse(query.query(), HttpRequest::read);
            return new Parsed(request(query, http), null);
        } catch (TlFormatException e) {
            return new Parsed(request(query, NONE), "worker: invalid http request: " + e.getMessage());
        }
    }

    private static WorkerRequest request(ProxyRunQueryEx query, HttpRequest http) {
        return new WorkerRequest(
                query.requestId(),
                http,
                query.coefficient(),
                WorkerRequest.timeout(query.timeout()),
                query.enableDebug());
    }
}
