package dev.cocoonsdk.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a passphrase comes from: a file, the environment or the terminal; never an argument, which others could see. */
final class PassphraseOptions {

    /** The variable that holds a passphrase. */
    static final String VARIABLE = "COCOON_KEY_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase is the first line of this file. Without: variable " + VARIABLE
                    + ", else the terminal asks.")
    private @Nullable Path file;

    /**
     * The passphrase, the caller's to overwrite.
     *
     * @param twice whether the terminal asks a second time, for a new passphrase
     */
    char[] read(CliContext context, boolean twice) throws IOException {
        String variable = context.environment().get(VARIABLE);
        char[] passphrase;
        if (file != null) {
            passphrase = Files.readString(RunnerOptions.readable(file))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        } else if (variable != null) {
            passphrase = variable.toCharArray();
        } else {
            passphrase = ask(context, twice);
        }
        if (passphrase.length == 0) {
            throw CliException.usage("the passphrase is empty");
        }
        return passphrase;
    }

    /** Since Java 22 there is a console also where there is no terminal, so the script's word about terminals counts. */
    @SuppressWarnings("SystemConsoleNull")
    private static char[] ask(CliContext context, boolean twice) {
        Console console = context.terminal().errIsTerminal() ? System.console() : null;
        char[] passphrase = console == null ? null : console.readPassword("Passphrase: ");
        if (console == null || passphrase == null) {
            throw CliException.usage("no passphrase: give --passphrase-file FILE or the variable " + VARIABLE
                    + "; there is no terminal");
        }
        char[] again = twice ? console.readPassword("Again: ") : null;
        if (twice && !Arrays.equals(passphrase, again)) {
            throw CliException.usage("the two passphrases differ");
        }
        return passphrase;
    }
}
