package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.CocoonsdkHello;
import java.util.List;

/** Names of {@code docs/protocol-extensions.md}. */
public final class Extensions {

    /** Version of the extensions that this module speaks. */
    public static final int VERSION = 1;

    /** The feature of a provider, or of a broker towards clients, that stops working on a cancelled request. */
    public static final String CANCEL = "cancel";

    /** The feature of a broker that publishes the evidence of its providers. */
    public static final String EVIDENCE = "evidence";

    /** Largest evidence of a provider, in bytes of its JSON. */
    public static final int MAX_EVIDENCE = 1 << 17;

    /** Largest hello that is accepted, in bytes. */
    static final int MAX_HELLO = 1 << 16;

    private Extensions() {}

    /**
     * The hello of a provider that understands everything that this module does.
     *
     * @param endpoints HTTP paths that it serves
     * @param tasks names of the tasks that its model is good at
     * @param contextTokens context length of its model in tokens, or 0 if unknown
     */
    public static CocoonsdkHello providerHello(List<String> endpoints, List<String> tasks, int contextTokens) {
        return new CocoonsdkHello(VERSION, List.of(CANCEL), endpoints, tasks, contextTokens);
    }

    /** The hello of a broker to a provider. */
    public static CocoonsdkHello brokerHello() {
        return helloWith(List.of(EVIDENCE));
    }

    /** The hello of a broker to a client. */
    static CocoonsdkHello brokerHelloToClient() {
        return helloWith(List.of(CANCEL));
    }

    /** The hello of a client. */
    static CocoonsdkHello clientHello() {
        return helloWith(List.of());
    }

    private static CocoonsdkHello helloWith(List<String> features) {
        return new CocoonsdkHello(VERSION, features, List.of(), List.of(), 0);
    }
}
