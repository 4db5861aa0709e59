/** The model list operation. */
@NullMarked
package dev.cocoonsdk.core.internal.models;

import org.jspecify.annotations.NullMarked;
