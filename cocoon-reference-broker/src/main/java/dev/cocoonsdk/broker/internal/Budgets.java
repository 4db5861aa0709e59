package dev.cocoonsdk.broker.internal;

import dev.cocoonsdk.broker.BrokerSettings;
import dev.cocoonsdk.broker.internal.link.Strangers;
import java.util.List;

/**
 * How many connections each kind of port may have: callers of one kind cannot take the places of another, and nobody those of the
 * operator.
 *
 * @param plain native ports on loopback, together
 * @param secure native ports with TLS, together
 * @param api HTTP interface
 * @param admin administration
 */
record Budgets(OpenConnections plain, OpenConnections secure, OpenConnections api, OpenConnections admin) {

    private static final int ADMIN = 64;

    static Budgets of(BrokerSettings settings) {
        return new Budgets(
                whoever(settings.maxNativeConnections()),
                new OpenConnections(settings.maxNativeConnections(), new Strangers(settings.maxHandshakesPerAddress())),
                whoever(settings.maxConnections()),
                whoever(ADMIN));
    }

    /** One address may have all of them. */
    private static OpenConnections whoever(int limit) {
        return new OpenConnections(limit, new Strangers(Integer.MAX_VALUE));
    }

    void closeAll() {
        List.of(plain, secure, api, admin).forEach(OpenConnections::closeAll);
    }
}
