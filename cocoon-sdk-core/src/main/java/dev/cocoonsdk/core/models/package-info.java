/** What models the network offers, at what price. Start at {@link dev.cocoonsdk.core.models.ModelsCalls}. */
@NullMarked
package dev.cocoonsdk.core.models;

import org.jspecify.annotations.NullMarked;
