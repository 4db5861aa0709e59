/**
 * The crash campaign: broker, provider and client are killed under load, again and again, and afterwards the books must be right. Start
 * with {@link dev.cocoonsdk.it.crash.CrashCampaignTest}.
 */
package dev.cocoonsdk.it.crash;
