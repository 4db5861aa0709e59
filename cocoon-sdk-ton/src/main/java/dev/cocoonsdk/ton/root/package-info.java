/**
 * Reading the root contract, and why what was read may be trusted ({@code docs/ton-access.md}). Begin at
 * {@link dev.cocoonsdk.ton.root.RootReader}.
 */
@NullMarked
package dev.cocoonsdk.ton.root;

import org.jspecify.annotations.NullMarked;
