package dev.cocoonsdk.provider;

import java.util.List;

/**
 * What a provider does at one moment.
 *
 * @param models one entry for each model, in the order in which they were given
 */
public record ProviderStatus(List<Model> models) {

    /**
     * One model.
     *
     * @param name full name, {@code name@commit:verityhash}
     * @param connections connections on which the broker may send requests now
     * @param ready whether the engine can serve and the model is switched on
     * @param reason why not; empty if ready
     * @param coefficient price coefficient, 1000 = x1
     * @param active requests that run now
     * @param capacity requests that run at once at most
     * @param served requests answered completely since the start
     * @param failed requests refused, failed, cancelled or timed out since the start
     * @param tokens adjusted tokens of all answers since the start
     */
    public record Model(
            String name,
            int connections,
            boolean ready,
            String reason,
            int coefficient,
            int active,
            int capacity,
            long served,
            long failed,
            long tokens) {}

    /** Copies the list. */
    public ProviderStatus {
        models = List.copyOf(models);
    }

    /** Requests that run now, of all models. */
    public int active() {
        return models.stream().mapToInt(Model::active).sum();
    }
}
