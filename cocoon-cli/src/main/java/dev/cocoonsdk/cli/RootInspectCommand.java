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
        List<RootEndpoint> endpoints = endpoints();
        VerifiedRoot verified = endpoints.size() == 1 ? readFrom(endpoints.get(0), root) : agreed(endpoints, root);
        String server = endpoints.get(0).name();
        if (json) {
            terminal().out().println(RootReport.json(verified, server).toJson());
        } else {
            RootReport.print(
                    terminal(), verified, server, ton.isTestnet(context().environment()));
        }
        return ExitCode.OK;
    }

    private List<RootEndpoint> endpoints() throws IOException {
        List<RootEndpoint> endpoints = new ArrayList<>();
        endpoints.add(RootEndpoint.at(ton.server(context().environment()), ton.open(context())));
        for (String url : also) {
            endpoints.add(RootEndpoint.at(TonOptions.server(url), ton.open(context(), url)));
        }
        if (endpoints.stream().map(RootEndpoint::name).distinct().count() != endpoints.size()) {
            throw CliException.usage("--also: a server twice (expected: different ones, of different operators)");
        }
        return endpoints;
    }

    private static VerifiedRoot readFrom(RootEndpoint endpoint, TonAddress root) {
        try {
            return ChainCall.await(RootReader.local(endpoint.api(), root).read());
        } catch (RootException.Unreachable e) {
            throw CliException.unreachable(
                    e.getCause() == null ? "no answer from " + endpoint.name() : ErrorReport.firstLine(e.getCause()),
                    e);
        } catch (RootException.Malformed e) {
            throw CliException.usage("no root contract at " + root + ": " + ErrorReport.firstLine(e), e);
        }
    }

    private VerifiedRoot agreed(List<RootEndpoint> endpoints, TonAddress root) {
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
