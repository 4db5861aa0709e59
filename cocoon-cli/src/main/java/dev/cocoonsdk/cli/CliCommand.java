package dev.cocoonsdk.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What all commands share: the context, {@code --help} and {@code -v}. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = CocoonVersion.class,
        synopsisHeading = "Usage:%n  ",
        descriptionHeading = "%n",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        usageHelpWidth = 110,
        usageHelpAutoWidth = true)
abstract class CliCommand implements Callable<Integer> {

    private final CliContext context;

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    CliCommand(CliContext context) {
        this.context = context;
    }

    final CliContext context() {
        return context;
    }

    final Terminal terminal() {
        return context.terminal();
    }

    final Verbosity verbosity() {
        return verbosity;
    }

    @Override
    public final Integer call() throws Exception {
        verbosity.apply();
        try (context) {
            return run();
        }
    }

    /**
     * Does the command's work.
     *
     * @return the exit code
     * @throws Exception any failure; {@link ErrorReport} turns it into a line and an exit code
     */
    abstract int run() throws Exception;
}
