package dev.cocoonsdk.core.models;

/**
 * One provider of a model.
 *
 * @param coefficient its price coefficient, 1000 = ×1; not negative
 * @param runningRequests what it works on now
 * @param maxRunningRequests what it can work on at once
 */
public record WorkerInfo(int coefficient, int runningRequests, int maxRunningRequests) {}
