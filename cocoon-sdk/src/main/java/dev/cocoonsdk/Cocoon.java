package dev.cocoonsdk;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.ton.RootConfig;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Entry to the marketplace. A client is composed of visible parts: a transport (how requests reach a broker), an account (who pays) and
 * whom to trust (which enclaves may read), which is never lowered silently.
 *
 * <pre>{@code
 * CollateralSource intel = CollateralService.builder().build();
 * try (CocoonClient cocoon = Cocoon.client()
 *         .broker("https://broker.example")
 *         .token(Secret.of("WALLET:SECRET"))
 *         .providers(TdxPolicy.builder(intel).imageHashes(Set.of(image)).build())
 *         .sealing(options -> options.collateral(intel))
 *         .build()) {
 *     SummarizeResult summary = cocoon.summarize().call(text);
 *     System.out.println(summary.text());
 *     VerifiedAnswer.of(summary).forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Cocoon {

    private Cocoon() {}

    /**
     * Begins a client. What is not set comes from the environment where there is a variable for it: {@value
     * CocoonClientBuilder#URL_VARIABLE}, and with it {@value CocoonClientBuilder#TOKEN_VARIABLE}, which goes to that server only.
     */
    public static CocoonClientBuilder client() {
        return new CocoonClientBuilder(System.getenv());
    }

    /**
     * The image hashes of workers in a network's root configuration, for {@code TdxPolicy.builder(…).imageHashes(…)}: which enclaves the
     * network itself allows. Follows the configuration; empty, so that nothing is trusted, until it was read.
     */
    public static Supplier<Set<Hash256>> workerImages(CocoonNetwork network) {
        return () -> {
            RootConfig root = network.status().root();
            return root == null ? Set.of() : root.workerHashes();
        };
    }
}
