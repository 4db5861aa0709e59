package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.models.WorkerInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that a proxy has workers for ({@code docs/protocol/wire.md} 9.9).
 *
 * @param name routing name
 * @param workers its enabled workers sorted by coefficient, possibly none; null if the proxy does not tell (protocol 0)
 */
public record NetworkModel(String name, @Nullable List<WorkerInfo> workers) {

    /** Copies the list. */
    public NetworkModel {
        workers = workers == null ? null : List.copyOf(workers);
    }
}
