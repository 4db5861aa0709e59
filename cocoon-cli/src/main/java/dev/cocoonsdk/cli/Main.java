package dev.cocoonsdk.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the {@code cocoon} command. */
public final class Main {

    /** Setting of the JDK, 32,768 bytes unless set, which is less than a certificate with the longest quote. */
    private static final String HANDSHAKE_MESSAGE = "jdk.tls.maxHandshakeMessageSize";

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(HANDSHAKE_MESSAGE) == null) {
            System.setProperty(HANDSHAKE_MESSAGE, "65536");
        }
        CliContext context = CliContext.ofProcess();
        Runtime.getRuntime().addShutdownHook(new Thread(context::close, "cocoon-shutdown"));
        System.exit(run(context, args));
    }

    /**
     * Runs one command.
     *
     * @return its exit code (see {@link ExitCode})
     */
    static int run(CliContext context, String... args) {
        CommandLine line = new CommandLine(new CocoonCommand(context));
        line.addSubcommand(new DemoCommand(context));
        line.addSubcommand(new SummarizeCommand(context));
        line.addSubcommand(new ChatCommand(context));
        line.addSubcommand(new ModelsCommand(context));
        line.addSubcommand(AccountCommand.line(context));
        line.addSubcommand(WalletCommand.line(context));
        line.addSubcommand(RootCommand.line(context));
        line.addSubcommand(DevnetCommand.line(context));
        line.addSubcommand(VerifyCommand.line(context));
        line.addSubcommand(KeyCommand.line(context));
        line.addSubcommand(new MarketplaceCommand(context));
        line.addSubcommand(new BrokerCommand(context));
        line.addSubcommand(new ProviderCommand(context));
        line.addSubcommand(new ClientCommand(context));
        line.setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(context.terminal().err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, ignored) -> report(context, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> report(context, e, command));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(args);
    }

    private static int report(CliContext context, ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        context.terminal()
                .err()
                .println(name + ": " + ErrorReport.firstLine(e) + " (" + hint(e) + "./" + name + " --help)");
        return ExitCode.USAGE;
    }

    private static String hint(ParameterException e) {
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return similar.isEmpty() ? "try: " : "did you mean " + similar.get(0) + "? try: ";
    }

    private static int report(CliContext context, Exception e, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        context.terminal().err().println(name + ": " + ErrorReport.line(e));
        if (command.getCommand() instanceof CliCommand ours && ours.verbosity().detailed()) {
            e.printStackTrace(context.terminal().err());
        }
        return ErrorReport.exitCode(e);
    }
}
