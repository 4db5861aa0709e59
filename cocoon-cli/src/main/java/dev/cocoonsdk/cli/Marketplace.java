package dev.cocoonsdk.cli;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.CocoonClientBuilder;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.models.ModelList;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The marketplace that a command's calls go to: a server's, or one of its own in this process. */
final class Marketplace implements AutoCloseable {

    private static final String NOT_SEALED = "not sealed: the server and its providers can read this call;"
            + " --policy with --collateral or --pccs seals it, --insecure says that you know";

    private final CocoonClient client;
    private final @Nullable LocalMarketplace local;

    private Marketplace(CocoonClient client, @Nullable LocalMarketplace local) {
        this.client = client;
        this.local = local;
    }

    /** Connects to {@code endpoint}, or starts a marketplace with the embedded model if it is null. Closed with the context. */
    static Marketplace open(CliContext context, @Nullable Endpoint endpoint) {
        if (endpoint != null) {
            return context.closeLater(new Marketplace(connect(endpoint), null));
        }
        context.terminal().progress("starting a broker and a provider in this process …");
        LocalMarketplace started = LocalMarketplace.builder().minilm().start();
        return context.closeLater(new Marketplace(started.client(), started));
    }

    private static CocoonClient connect(Endpoint endpoint) {
        SealingOptions.Trust trust = endpoint.trust();
        CocoonClientBuilder builder = Cocoon.client().transport(endpoint.transport());
        return trust == null
                ? builder.insecureForDevelopment().build()
                : builder.providers(trust.policy()).sealing(trust::options).build();
    }

    /** As {@link #open}, for a command that sends prompts: says so if a server will be able to read them. */
    static Marketplace openForPrompts(CliContext context, @Nullable Endpoint endpoint) {
        if (endpoint != null && endpoint.trust() == null && !endpoint.insecure()) {
            context.terminal().err().println("cocoon: " + NOT_SEALED);
        }
        return open(context, endpoint);
    }

    CocoonClient client() {
        return client;
    }

    /**
     * The model to use.
     *
     * @param asked the user's choice, or null for the first that can do the task
     * @throws CliException if no model can
     */
    ModelId model(@Nullable ModelId asked, String task) {
        if (asked != null) {
            return asked;
        }
        ModelList models = client.models().list();
        List<ModelId> able = models.supportingTask(task);
        if (able.isEmpty()) {
            throw CliException.usage("no model here can do this: " + task + " (models: " + models.ids() + ")");
        }
        return able.get(0);
    }

    @Override
    public void close() {
        if (local == null) {
            client.close();
        } else {
            local.close();
        }
    }
}
