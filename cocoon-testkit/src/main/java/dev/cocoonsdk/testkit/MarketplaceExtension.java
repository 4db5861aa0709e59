package dev.cocoonsdk.testkit;

import dev.cocoonsdk.core.CocoonClient;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fills in {@link LocalMarketplace} and {@link CocoonClient} parameters of JUnit 5 tests. Usually through {@link CocoonMarketplace}; with
 * more to set up, registered by hand, in a static field for one marketplace per class or in an instance field for one per test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MarketplaceExtension MARKETPLACE =
 *         MarketplaceExtension.of(() -> LocalMarketplace.builder().providers(3).start());
 * }</pre>
 */
public final class MarketplaceExtension implements ParameterResolver, BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(MarketplaceExtension.class);

    private final @Nullable Supplier<LocalMarketplace> starter;

    /** For {@link CocoonMarketplace}. */
    public MarketplaceExtension() {
        this(null);
    }

    private MarketplaceExtension(@Nullable Supplier<LocalMarketplace> starter) {
        this.starter = starter;
    }

    /** With marketplaces that {@code starter} starts when a test needs one; the extension stops them. */
    public static MarketplaceExtension of(Supplier<LocalMarketplace> starter) {
        return new MarketplaceExtension(starter);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalMarketplace.class || type == CocoonClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        LocalMarketplace marketplace = marketplace(context);
        return parameter.getParameter().getType() == CocoonClient.class ? marketplace.client() : marketplace;
    }

    /** Remembers that this extension belongs to a whole class. */
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put(this, true);
    }

    private LocalMarketplace marketplace(ExtensionContext context) {
        ExtensionContext owner = starter == null ? annotated(context) : registered(context);
        Supplier<LocalMarketplace> start =
                starter == null ? () -> start(annotation(owner).orElseThrow()) : starter;
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        new Key(this, owner.getUniqueId()), key -> new Running(start.get()), Running.class)
                .marketplace;
    }

    /** The nearest test, class or enclosing class that has the annotation. */
    private static ExtensionContext annotated(ExtensionContext context) {
        ExtensionContext current = context;
        while (annotation(current).isEmpty()) {
            current = current.getParent()
                    .orElseThrow(() -> new IllegalStateException(
                            "no @CocoonMarketplace on " + context.getDisplayName() + " or its class (expected: one)"));
        }
        return current;
    }

    private static Optional<CocoonMarketplace> annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), CocoonMarketplace.class);
    }

    private ExtensionContext registered(ExtensionContext context) {
        Optional<ExtensionContext> current = Optional.of(context);
        while (current.isPresent()) {
            if (current.get().getElement().orElse(null) instanceof Class
                    && current.get().getStore(NAMESPACE).get(this) != null
                    && isOutermost(current.get())) {
                return current.get();
            }
            current = current.get().getParent();
        }
        return context;
    }

    /** Stores show what their parents hold, so the class itself is the last one that shows the mark. */
    private boolean isOutermost(ExtensionContext context) {
        return context.getParent()
                .map(parent -> parent.getStore(NAMESPACE).get(this) == null)
                .orElse(true);
    }

    private static LocalMarketplace start(CocoonMarketplace wanted) {
        LocalMarketplaceBuilder builder = LocalMarketplace.builder().providers(wanted.providers());
        return switch (wanted.engine()) {
            case SCRIPTED -> builder.scripted().start();
            case MINILM -> builder.minilm().start();
        };
    }

    private record Key(MarketplaceExtension extension, String owner) {}

    /** Stops with the test or class whose store holds it. With the older interface too, for JUnit before 5.13. */
    @SuppressWarnings("deprecation")
    private static final class Running implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        private final LocalMarketplace marketplace;

        private Running(LocalMarketplace marketplace) {
            this.marketplace = marketplace;
        }

        @Override
        public void close() {
            marketplace.close();
        }
    }
}
