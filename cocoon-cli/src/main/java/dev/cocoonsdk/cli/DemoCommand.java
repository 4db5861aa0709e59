package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeRequest;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer;
import dev.cocoonsdk.provider.engine.MiniLmEngine;
import dev.cocoonsdk.testkit.LocalMarketplace;
import dev.cocoonsdk.testkit.LocalMarketplaceBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole marketplace at work on real text. */
@Command(
        name = "demo",
        description = {
            "Start a broker, a provider and a TON chain in this process and summarise an article and a group chat.",
            "The provider runs a real model (all-MiniLM-L6-v2) on this machine, in a simulated TEE; prompts are sealed to it. The client",
            "deposits coins of the local chain, the jobs' tokens are charged and paid out by the Cocoon contracts in the real TVM.",
            "Nothing leaves the machine, and the coins are worth nothing."
        },
        footer = {
            "  ./cocoon demo",
            "  ./cocoon demo --json | jq '.summaries[].text'",
            "  ./cocoon demo --receipts receipts/",
            "  ./cocoon verify receipt --allow-simulated receipts/receipt-1.json    judged anew, offline"
        })
final class DemoCommand extends CliCommand {

    private static final int SENTENCES = 3;

    /** High enough that two jobs are worth the fees of settling them. */
    private static final NanoTon PRICE = NanoTon.of(100_000);

    private static final NanoTon DEPOSIT = NanoTon.ofTon(10);

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--receipts",
            paramLabel = "DIR",
            description = "Write the receipts with all that they rest on into this folder.")
    private @Nullable Path receipts;

    @Option(names = "--no-chain", description = "Count and charge without a chain (fake TON); starts faster.")
    private boolean noChain;

    DemoCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        SummarizeRequest article = request("article.txt");
        SummarizeRequest chat = request("chat.jsonl");
        LocalMarketplace marketplace = start();
        CocoonClient client = marketplace.client();
        if (json) {
            SummarizeResult first = client.summarize().call(article);
            SummarizeResult second = client.summarize().call(chat);
            List<JsonValue> summaries = List.of(DemoReport.json(first), DemoReport.json(second));
            writeReceipts(List.of(first, second));
            JsonObject report = JsonValue.object("summaries", JsonValue.array(summaries));
            terminal()
                    .out()
                    .println((noChain
                                    ? report
                                    : report.with(
                                            "settlement", settle(marketplace).json()))
                            .toJson());
        } else {
            terminal().out().println(DemoReport.HEADING + System.lineSeparator());
            List<SummarizeResult> results = new ArrayList<>();
            results.add(show(client, "An article (" + DemoReport.size(article.input()) + ")", article));
            results.add(show(client, "A group chat (" + DemoReport.size(chat.input()) + ")", chat));
            writeReceipts(results);
            if (!noChain) {
                settle(marketplace).print(terminal());
            }
            DemoReport.printEnd(terminal(), results, receipts);
        }
        return ExitCode.OK;
    }

    private LocalMarketplace start() {
        LocalMarketplaceBuilder builder = LocalMarketplace.builder().minilm();
        if (!noChain) {
            builder.chain(DEPOSIT).pricePerToken(PRICE);
        }
        terminal()
                .progress(
                        noChain
                                ? "starting a broker and a provider in this process …"
                                : "starting a TON chain, a broker and a provider in this process …");
        return context().closeLater(builder.start());
    }

    /** Settles what the broker has counted. */
    private DemoSettlement settle(LocalMarketplace marketplace) {
        terminal().progress("settling on the chain …");
        return DemoSettlement.of(marketplace, DEPOSIT);
    }

    private SummarizeResult show(CocoonClient client, String title, SummarizeRequest request) {
        terminal().out().println(terminal().bold(title));
        try (EventStream<SummarizeEvent, SummarizeResult> events = client.summarize().stream(request)) {
            SummarizeResult result = new SummaryPrinter(terminal()).print(events);
            terminal().out().println(terminal().faint(DemoReport.line(result)) + System.lineSeparator());
            return result;
        }
    }

    private void writeReceipts(List<SummarizeResult> results) throws IOException {
        if (receipts == null) {
            return;
        }
        Files.createDirectories(receipts);
        int number = 0;
        for (SummarizeResult result : results) {
            for (VerifiedAnswer answer : VerifiedAnswer.of(result)) {
                number++;
                Path file = receipts.resolve("receipt-" + number + ".json");
                Files.write(file, DemoReport.archive(answer).encoded().toByteArray());
            }
        }
    }

    private static SummarizeRequest request(String resource) throws IOException {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            return InputFile.parse(resource, new String(bytes, StandardCharsets.UTF_8))
                    .model(MiniLmEngine.DEFAULT_MODEL)
                    .sentences(SENTENCES)
                    .build();
        }
    }
}
