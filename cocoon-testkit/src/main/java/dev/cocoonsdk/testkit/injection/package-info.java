/**
 * Measures how often a model takes the text it should work on for instructions. Start at {@link
 * dev.cocoonsdk.testkit.injection.InjectionSuite}.
 */
@NullMarked
package dev.cocoonsdk.testkit.injection;

import org.jspecify.annotations.NullMarked;
