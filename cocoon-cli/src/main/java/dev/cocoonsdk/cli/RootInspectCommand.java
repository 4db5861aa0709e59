package dev.cocoonsdk.cli;

import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.root.RootEndpoint;
import dev.cocoonsdk.ton.root.RootException;
import dev.cocoonsdk.ton.root.RootPolicy;
import dev.cocoonsdk.ton.root.RootReader;
import dev.cocoonsdk.ton.root.VerifiedRoot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a root contract says and why one may believe it. */
@Command(
        name = "inspect",
        description = {
            "Show what a root contract says: version, prices, delays, stakes, contract codes, proxies, allowed images and models,",
            "and why one may believe it. One server's word is one server's word; several that agree are better (--also)."
        },
        footer = {
            "  ./cocoon root inspect EQCns7bYSp0igFvS1wpb5wsZjCKCV19MD5AVzI4EyxsnU73k --ton mainnet",
            "  ./cocoon root inspect EQCns… --ton mainnet --also https://toncenter.example.org --json"
        })
final class RootInspectCommand extends CliCommand {

    @Parameters(paramLabel = "ADDRESS", description = "The root contract, in any spelling.")
    private @Nullable String address;

    @Option(
            names = "--also",
            paramLabel = "URL",
            description = "Ask this server too; more than half of all must agree. May be given several times.")
    private List<String> also = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final TonOptions ton = new TonOptions();

    RootInspectCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        TonAddress root = ChainCall.address("ADDRESS", Objects.requireNonNull(address));
        VerifiedRoot verified = read(root);
        if (json) {
            terminal().out().println(RootReport.json(verified, also.isEmpty()).toJson());
        } else {
            RootReport.print(
                    terminal(),
                    verified,
                    also.isEmpty(),
                    ton.isTestnet(context().environment()));
        }
        return ExitCode.OK;
    }

    private VerifiedRoot read(TonAddress root) throws IOException {
        List<RootEndpoint> endpoints = new ArrayList<>();
        endpoints.add(new RootEndpoint("--ton", ton.open(context())));
        for (String url : also) {
            endpoints.add(new RootEndpoint(url, ton.open(context(), url)));
        }
        if (endpoints.size() == 1) {
            return ChainCall.await(
                    RootReader.local(endpoints.get(0).api(), root).read());
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        context().closeLater(timer::shutdownNow);
        int required = endpoints.size() / 2 + 1;
        try {
            return ChainCall.await(RootReader.quorum(endpoints, required, root, RootPolicy.PRODUCTION, timer)
                    .read());
        } catch (RootException.WrongNetwork e) {
            return ChainCall.await(RootReader.quorum(endpoints, required, root, RootPolicy.TEST, timer)
                    .read());
        }
    }
}
