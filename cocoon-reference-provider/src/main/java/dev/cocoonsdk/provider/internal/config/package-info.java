/**
 * Reading configuration files. Start with {@link dev.cocoonsdk.provider.internal.config.ConfigObject}.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.config;

import org.jspecify.annotations.NullMarked;
