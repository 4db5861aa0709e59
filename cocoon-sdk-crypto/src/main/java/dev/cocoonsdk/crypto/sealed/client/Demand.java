package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.Transport;
import dev.cocoonsdk.core.transport.TransportRequest;
import dev.cocoonsdk.crypto.AssuranceLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A request and the level of assurance that it demands.
 *
 * @param request without the demand, which is nobody else's business
 * @param level the least that a provider must reach
 */
record Demand(TransportRequest request, AssuranceLevel level) {

    /**
     * Takes the demand out of a request.
     *
     * @throws InvalidRequestException if it names no level
     */
    static Demand of(TransportRequest request) {
        AssuranceLevel level = AssuranceLevel.NONE;
        for (Header header : request.headers()) {
            if (isDemand(header)) {
                AssuranceLevel named = parse(header.value());
                level = named.satisfies(level) ? named : level;
            }
        }
        List<Header> rest =
                request.headers().stream().filter(header -> !isDemand(header)).toList();
        if (rest.size() == request.headers().size()) {
            return new Demand(request, level);
        }
        return new Demand(
                new TransportRequest(
                        request.method(),
                        request.path(),
                        rest,
                        request.body(),
                        request.model(),
                        request.limits(),
                        request.idempotencyKey(),
                        request.connectDeadline()),
                level);
    }

    private static boolean isDemand(Header header) {
        return header.name().equalsIgnoreCase(Transport.ASSURANCE_HEADER);
    }

    private static AssuranceLevel parse(String text) {
        return Arrays.stream(AssuranceLevel.values())
                .filter(level -> name(level).equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> InvalidRequestException.of(
                        Transport.ASSURANCE_HEADER,
                        "an unknown level",
                        Arrays.stream(AssuranceLevel.values())
                                .map(Demand::name)
                                .toList()
                                .toString()));
    }

    /** How a level is written in headers and records, such as {@code hardware_tee}. */
    static String name(AssuranceLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
