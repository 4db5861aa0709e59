package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.network.tl.HttpResponse;
import java.time.Instant;

/**
 * The head of a worker's answer.
 *
 * @param response status from 200 to 599 and headers as the worker sent them; no payload
 * @param sent when the request was given to the worker
 * @param arrived when the head came
 */
public record WorkerHead(HttpResponse response, Instant sent, Instant arrived) {}
