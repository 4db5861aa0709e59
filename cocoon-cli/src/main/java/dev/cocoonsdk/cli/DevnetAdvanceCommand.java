package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets time pass on a running devnet. */
@Command(
        name = "advance",
        description = {
            "Let time pass at once on a running devnet, for example to get past the delay of a closing contract."
        },
        footer = {"  ./cocoon devnet advance 86400"})
final class DevnetAdvanceCommand extends CliCommand {

    @Parameters(paramLabel = "SECONDS", description = "How long.")
    private long seconds;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Mixin
    private final DevnetRemote devnet = new DevnetRemote();

    DevnetAdvanceCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        JsonObject answer = devnet.post(context().environment(), "advance", JsonValue.object("seconds", seconds));
        @Nullable Long now = answer.integer("now");
        terminal()
                .out()
                .println(
                        json ? answer.toJson() : "the chain's time is " + Instant.ofEpochSecond(now == null ? 0 : now));
        return ExitCode.OK;
    }
}
