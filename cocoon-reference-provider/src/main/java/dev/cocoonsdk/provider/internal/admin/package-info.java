/**
 * The status pages ({@code docs/protocol/http-api.md} 4.2). Start with {@link dev.cocoonsdk.provider.internal.admin.AdminServer}.
 */
@NullMarked
package dev.cocoonsdk.provider.internal.admin;

import org.jspecify.annotations.NullMarked;
