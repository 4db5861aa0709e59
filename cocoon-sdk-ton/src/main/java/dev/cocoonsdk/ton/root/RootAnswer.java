package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.cell.Cell;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one endpoint said, not verified yet.
 *
 * @param endpoint its name
 * @param config the contract's content
 * @param storage hash of the contract's storage
 */
record RootAnswer(String endpoint, RootConfig config, Hash256 storage) {

    VerifiedRoot verified(TonAddress root, RootProvenance provenance) {
        return new VerifiedRoot(root, config, storage, provenance);
    }

    /** Only what is pinned. */
    RootAnswer pinnedTo(RootPins pins) {
        ContractCodes codes = config.params().codes();
        check(pins, "proxy", codes.proxy());
        check(pins, "worker", codes.worker());
        check(pins, "client", codes.client());
        RootConfig pinned = new RootConfig(
                config.owner(),
                config.version(),
                config.params(),
                config.proxies(),
                config.skippedProxies(),
                config.lastProxySeqno(),
                both(config.proxyHashes(), pins.proxyImages()),
                both(config.workerHashes(), pins.workerImages()),
                config.modelHashes(),
                config.timestamp());
        return new RootAnswer(endpoint, pinned, storage);
    }

    private void check(RootPins pins, String what, @Nullable Cell code) {
        if (code == null) {
            throw new RootException.Malformed(endpoint + " gives no " + what + " contract code", null);
        } else if (!pins.contractCodes().contains(code.hash())) {
            throw new RootException.NotPinned(what, code.hash());
        }
    }

    private static Set<Hash256> both(Set<Hash256> listed, Set<Hash256> pinned) {
        return listed.stream().filter(pinned::contains).collect(Collectors.toSet());
    }
}
