package dev.cocoonsdk.ton;

import java.util.List;

/**
 * A configuration of fake-TON mode and what of its file was not understood.
 *
 * @param config the configuration
 * @param unknownMembers paths of members without meaning here, such as {@code model_names} or {@code
 *     registered_proxies[0].proxy_hash}, in their order; the C++ nodes ignore them silently
 */
public record PseudoRootConfig(RootConfig config, List<String> unknownMembers) {

    /** Copies the list. */
    public PseudoRootConfig {
        unknownMembers = List.copyOf(unknownMembers);
    }
}
