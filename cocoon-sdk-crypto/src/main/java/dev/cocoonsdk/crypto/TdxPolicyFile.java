package dev.cocoonsdk.crypto;

import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import org.jspecify.annotations.Nullable;

/**
 * A policy as a JSON file ({@code docs/attestation.md}). Members that are not known are refused, so that a misspelt demand is not taken
 * for none, and so are members that stand twice. Immutable.
 */
public final class TdxPolicyFile {

    private final JsonObject file;
    private final RootKey.@Nullable Simulated root;

    private TdxPolicyFile(JsonObject file, RootKey.@Nullable Simulated root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param json UTF-8
     * @throws IllegalArgumentException if it is no policy; the message names the member
     */
    public static TdxPolicyFile parse(byte[] json) {
        JsonObject file = object(json);
        PolicyMembers members = new PolicyMembers(file);
        TdxPolicyFile policy = new TdxPolicyFile(file, members.root());
        policy.policy(CollateralSource.none());
        return policy;
    }

    private static JsonObject object(byte[] json) {
        try {
            if (JsonValue.parse(json) instanceof JsonObject object) {
                if (colons(json) != memberCount(object)) {
                    throw new IllegalArgumentException("policy file: a member stands twice (expected: each once)");
                }
                return object;
            }
        } catch (JsonFormatException e) {
            throw new IllegalArgumentException("policy file: no JSON (expected: an object)", e);
        }
        throw new IllegalArgumentException("policy file: another JSON value (expected: an object)");
    }

    /** How many members the text of an object has, those included whose name another one repeats. */
    private static int colons(byte[] json) {
        int colons = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '"') {
                quoted = !quoted;
            } else if (quoted && json[i] == '\\') {
                i++;
            } else if (!quoted && json[i] == ':') {
                colons++;
            }
        }
        return colons;
    }

    private static int memberCount(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object.members().size()
                    + object.members().values().stream()
                            .mapToInt(TdxPolicyFile::memberCount)
                            .sum();
        }
        return value instanceof JsonArray array
                ? array.items().stream().mapToInt(TdxPolicyFile::memberCount).sum()
                : 0;
    }

    /** Whether it is for a simulated platform, whose verdicts prove nothing. */
    public boolean isSimulated() {
        return root != null;
    }

    /** The policy. */
    public TdxPolicy policy(CollateralSource collateral) {
        TdxPolicy.Builder builder =
                root == null ? TdxPolicy.builder(collateral) : TdxPolicy.simulated(root, collateral);
        new PolicyMembers(file).applyTo(builder);
        return builder.build();
    }

    /** The file as it was read. */
    public JsonObject toJson() {
        return file;
    }

    @Override
    public String toString() {
        return "TdxPolicyFile[" + (isSimulated() ? TdxPolicy.SIMULATED_NAME : TdxPolicy.NAME) + "]";
    }
}
