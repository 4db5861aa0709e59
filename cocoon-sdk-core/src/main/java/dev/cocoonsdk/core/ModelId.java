package dev.cocoonsdk.core;

/**
 * The name of a model as it is routed: the part before the first {@code @} of the full model string ({@code
 * docs/protocol/wire.md} 8.1), for example {@code Qwen/Qwen3-8B}.
 *
 * @param value 1 to 256 characters without {@code @} and control characters
 */
public record ModelId(String value) implements Comparable<ModelId> {

    /** Longest name in characters. */
    public static final int MAX_LENGTH = 256;

    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the name is empty, too long, or has {@code @} or a control character
     */
    public ModelId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "model: length " + value.length() + " (expected: 1 to " + MAX_LENGTH + " characters)");
        }
        if (value.indexOf('@') >= 0 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "model: \"" + value + "\" (expected: a name without '@' and control characters)");
        }
    }

    /**
     * A routing name.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static ModelId of(String name) {
        return new ModelId(name);
    }

    /**
     * The routing name within a full model string {@code name@commit:verityhash}.
     *
     * @throws IllegalArgumentException if the part before the first {@code @} is no routing name
     */
    public static ModelId ofFullName(String fullName) {
        int at = fullName.indexOf('@');
        return new ModelId(at < 0 ? fullName : fullName.substring(0, at));
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
