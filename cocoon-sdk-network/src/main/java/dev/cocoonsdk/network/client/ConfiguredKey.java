package dev.cocoonsdk.network.client;

import dev.cocoonsdk.crypto.keys.KeyFile;
import dev.cocoonsdk.crypto.keys.KeyFileException;
import dev.cocoonsdk.ton.Ed25519Key;
import dev.cocoonsdk.ton.config.ConfigException;
import dev.cocoonsdk.ton.config.RunnerConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads a private key of a runner's file: in clear as the official runners have it, or from a key file ({@code docs/keys.md}). For the
 * member {@code node_wallet_key} the key file is {@code node_wallet_key_file}; its passphrase is the first line of {@code
 * key_passphrase_file}, else the variable {@code COCOON_KEY_PASSPHRASE}.
 */
public final class ConfiguredKey {

    /** The variable that holds a passphrase. */
    public static final String VARIABLE = "COCOON_KEY_PASSPHRASE";

    private static final String PASSPHRASE_FILE = "key_passphrase_file";

    private ConfiguredKey() {}

    /**
     * The key of a member.
     *
     * @param name of the member that holds a seed in clear
     * @throws ConfigException if there is neither a seed nor a key file, or both, or the file does not open
     */
    public static Ed25519Key read(RunnerConfigReader json, String name) {
        return read(json, name, System.getenv());
    }

    static Ed25519Key read(RunnerConfigReader json, String name, Map<String, String> environment) {
        String file = json.text(name + "_file", "");
        String passphraseFile = json.text(PASSPHRASE_FILE, "");
        byte[] seed = json.bytes32(name);
        if (seed != null && !file.isEmpty()) {
            Arrays.fill(seed, (byte) 0);
            throw json.wrong(name + "_file", "none beside " + name);
        } else if (seed == null && file.isEmpty()) {
            throw json.wrong(name, "32 bytes in base64, or a key file in " + name + "_file");
        } else if (seed == null) {
            seed = open(file, passphraseFile, environment);
        }
        try {
            return Ed25519Key.ofSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] open(String file, String passphraseFile, Map<String, String> environment) {
        char[] passphrase = passphrase(passphraseFile, environment);
        try {
            return KeyFile.open(Path.of(file), passphrase);
        } catch (KeyFileException e) {
            throw new ConfigException(file, e.getMessage(), "a key file that the passphrase opens", e);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static char[] passphrase(String file, Map<String, String> environment) {
        if (file.isEmpty()) {
            return environment.getOrDefault(VARIABLE, "").toCharArray();
        }
        try {
            return Files.readString(Path.of(file))
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        } catch (IOException e) {
            throw new ConfigException(PASSPHRASE_FILE, "cannot be read", "a text file with the passphrase", e);
        }
    }
}
