/**
 * The {@code cocoon} command. Start at {@link dev.cocoonsdk.cli.Main}, which parses the arguments and turns every failure into
 * one line and an exit code ({@link dev.cocoonsdk.cli.ExitCode}); each {@code …Command} class is one sub-command.
 */
@NullMarked
package dev.cocoonsdk.cli;

import org.jspecify.annotations.NullMarked;
