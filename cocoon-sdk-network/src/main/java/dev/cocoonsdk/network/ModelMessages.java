package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.ClientWorkerInstanceV2;
import dev.cocoonsdk.network.tl.ClientWorkerType;
import dev.cocoonsdk.network.tl.ClientWorkerTypeV2;
import dev.cocoonsdk.network.tl.ClientWorkerTypes;
import dev.cocoonsdk.network.tl.ClientWorkerTypesV2;
import java.util.List;

/** Model lists in both forms ({@code docs/protocol/wire.md} 9.9). */
final class ModelMessages {

    private static final int NO_FLAGS = 0;

    private ModelMessages() {}

    static List<ProxyModel> models(ClientWorkerTypesV2 answer) {
        return answer.types().stream()
                .map(type -> ProxyModel.of(
                        type.name(),
                        type.workers().stream()
                                .map(worker -> new ProxyModel.Worker(
                                        worker.coefficient(), worker.activeRequests(), worker.maxActiveRequests()))
                                .toList()))
                .toList();
    }

    static List<ProxyModel> models(ClientWorkerTypes answer) {
        return answer.types().stream()
                .map(type -> new ProxyModel(type.name(), type.activeWorkers(), List.of()))
                .toList();
    }

    static ClientWorkerTypesV2 second(List<ProxyModel> models) {
        return new ClientWorkerTypesV2(models.stream()
                .map(model -> new ClientWorkerTypeV2(
                        model.name(),
                        model.workers().stream()
                                .map(worker -> new ClientWorkerInstanceV2(
                                        NO_FLAGS,
                                        worker.coefficient(),
                                        worker.activeRequests(),
                                        worker.maxActiveRequests()))
                                .toList()))
                .toList());
    }

    static ClientWorkerTypes first(List<ProxyModel> models) {
        return new ClientWorkerTypes(models.stream().map(ModelMessages::first).toList());
    }

    /** Lowest, middle and highest coefficient; the reference puts a sentinel of 2^31 - 1 among them, which helps nobody. */
    private static ClientWorkerType first(ProxyModel model) {
        int[] sorted = model.workers().stream()
                .mapToInt(ProxyModel.Worker::coefficient)
                .sorted()
                .toArray();
        int last = sorted.length - 1;
        return new ClientWorkerType(
                model.name(),
                model.workerCount(),
                last < 0 ? 0 : sorted[0],
                last < 0 ? 0 : sorted[sorted.length / 2],
                last < 0 ? 0 : sorted[last]);
    }
}
