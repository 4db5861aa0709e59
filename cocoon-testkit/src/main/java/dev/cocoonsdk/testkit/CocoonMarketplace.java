package dev.cocoonsdk.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives JUnit 5 tests a running marketplace: parameters of type {@link LocalMarketplace} and {@link
 * dev.cocoonsdk.core.CocoonClient}, in tests, life-cycle methods and constructors, are filled in.
 *
 * <p>On a class, all its tests share one marketplace, which starts when it is first needed and stops after the last test. On a method, the
 * test has one of its own.
 *
 * <pre>{@code
 * @CocoonMarketplace
 * class TicketSummaryTest {
 *     @Test
 *     void summarises(CocoonClient cocoon, LocalMarketplace marketplace) { … }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MarketplaceExtension.class)
public @interface CocoonMarketplace {

    /** What answers. */
    Engine engine() default Engine.SCRIPTED;

    /** How many providers there are, at least 1. */
    int providers() default 1;

    /** Engines that need no setting up. */
    enum Engine {
        /** Answers as a test tells it to, see {@link LocalMarketplace#script()}. */
        SCRIPTED,
        /** The embedded all-MiniLM-L6-v2 model: extractive summaries and embeddings. */
        MINILM
    }
}
