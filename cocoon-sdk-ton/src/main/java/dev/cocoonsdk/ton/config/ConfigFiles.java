package dev.cocoonsdk.ton.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a configuration names. */
final class ConfigFiles {

    private static final long LONGEST = 65_536;

    private ConfigFiles() {}

    /** The only line of a file that holds a secret, which no message shows. */
    static String line(String member, Path file) {
        try {
            if (Files.size(file) <= LONGEST) {
                String text = Files.readString(file).strip();
                if (!text.isEmpty() && text.lines().count() == 1) {
                    return text;
                }
            }
        } catch (MalformedInputException e) {
            throw new ConfigException(member, file.toString(), "a file of one line of text");
        } catch (IOException e) {
            throw new ConfigException(member, file.toString(), "a readable file", e);
        }
        throw new ConfigException(member, file.toString(), "a file of one line of text");
    }

    static byte[] bytes(String member, Path file) {
        try {
            if (Files.size(file) <= LONGEST) {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            throw new ConfigException(member, file.toString(), "a readable file", e);
        }
        throw new ConfigException(member, file.toString(), "a file of at most " + LONGEST + " bytes");
    }
}
