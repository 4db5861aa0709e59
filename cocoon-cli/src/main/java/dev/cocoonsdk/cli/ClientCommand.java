package dev.cocoonsdk.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The place of the drop-in client runner, which a later version brings. */
@Command(
        name = "client",
        description = {
            "Drop-in replacement of the official client-runner. Not in this version: it needs the native client link.",
            "The options are those of the official runner, so that scripts can be prepared."
        },
        footer = {"  ./cocoon summarize FILE --url http://127.0.0.1:10000     talk to a running client-runner or broker"
        })
final class ClientCommand extends CliCommand {

    @Mixin
    private final RunnerOptions runner = new RunnerOptions();

    ClientCommand(CliContext context) {
        super(context);
    }

    @Override
    int run() {
        if (runner.config != null) {
            RunnerOptions.readable(runner.config);
        }
        throw CliException.usage("the drop-in client-runner is not in this version; use the SDK, or ./cocoon chat and"
                + " ./cocoon summarize with --url and the address of a broker or of an official client-runner");
    }
}
