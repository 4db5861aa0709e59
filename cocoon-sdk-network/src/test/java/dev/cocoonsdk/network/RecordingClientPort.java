package dev.cocoonsdk.network;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.tl.CocoonsdkHello;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides as told and remembers what a proxy's link to a client reports. */
final class RecordingClientPort implements ProxyClientLink.Listener {

    static final Hash256 SECRET_HASH = Hash256.sha256("secret".getBytes(StandardCharsets.UTF_8));

    final List<String> events = new ArrayList<>();
    final List<ClientReply> replies = new ArrayList<>();
    final List<ClientRequest> requests = new ArrayList<>();
    final List<ClientReply> cancelled = new ArrayList<>();
    final List<ClientReply> unfinished = new ArrayList<>();
    final List<CocoonsdkHello> hellos = new ArrayList<>();
    final List<LinkFailure> failures = new ArrayList<>();
    ClientStanding standing = known("secret");
    PaymentNumbers numbers = TestNetwork.charges(0, 0, 0);
    List<ProxyModel> models = List.of();
    int configVersion = TestNetwork.CONFIG_VERSION;
    boolean enabled = true;
    boolean hold;
    long nonce;

    @Nullable
    Consumer<ClientStanding> heldStanding;

    @Nullable
    Consumer<PaymentNumbers> heldNumbers;

    static ClientStanding known(String secret) {
        return new ClientStanding.Known(Hash256.sha256(secret.getBytes(StandardCharsets.UTF_8)), null);
    }

    @Override
    public int configVersion() {
        return configVersion;
    }

    @Override
    public boolean isProxyEnabled() {
        return enabled;
    }

    @Override
    public void onStandingWanted(TonAddress wallet, Consumer<ClientStanding> reply) {
        events.add("standing of " + wallet.toWire(false));
        if (hold) {
            heldStanding = reply;
        } else {
            reply.accept(standing);
        }
    }

    @Override
    public long nonce(RandomGenerator random) {
        return nonce;
    }

    @Override
    public void onConnecting(ClientRegistration client, long given) {
        events.add("connecting " + given);
    }

    @Override
    public void onNumbersWanted(ClientRegistration client, Consumer<PaymentNumbers> reply) {
        if (hold) {
            heldNumbers = reply;
        } else {
            reply.accept(numbers);
        }
    }

    @Override
    public void onReady(ClientRegistration client) {
        events.add("ready");
    }

    @Override
    public void onQuery(ClientRequest request, ClientReply reply) {
        requests.add(request);
        replies.add(reply);
    }

    @Override
    public void onModelsWanted(Consumer<List<ProxyModel>> reply) {
        reply.accept(models);
    }

    @Override
    public void onCancel(ClientReply reply) {
        cancelled.add(reply);
    }

    @Override
    public void onHello(CocoonsdkHello hello) {
        hellos.add(hello);
    }

    @Override
    public void onClosed(LinkFailure failure, List<ClientReply> open) {
        failures.add(failure);
        unfinished.addAll(open);
    }

    @Nullable
    LinkFailure failure() {
        return failures.isEmpty() ? null : failures.get(0);
    }
}
