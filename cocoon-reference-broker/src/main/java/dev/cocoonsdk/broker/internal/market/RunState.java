package dev.cocoonsdk.broker.internal.market;

/**
 * States of a {@link Run}.
 *
 * <table>
 * <caption>Which event leads where</caption>
 * <tr><th>state</th><th>head</th><th>body</th><th>completed</th><th>refused, time over</th>
 *     <th>other error, price raised, worker gone</th></tr>
 * <tr><td>SENT</td><td>ANSWERING</td><td>cannot come</td><td>cannot come</td><td>ENDED</td>
 *     <td>SENT to another worker, or ENDED</td></tr>
 * <tr><td>ANSWERING</td><td>cannot come</td><td>ANSWERING</td><td>ENDED, charged</td><td>ENDED</td><td>ENDED</td></tr>
 * <tr><td>ENDED</td><td colspan="5">ignored</td></tr>
 * </table>
 *
 * <p>The order of a worker's answers is checked by its link. Being abandoned by its reader is no state: the worker is asked to
 * stop if it can, and whatever it then answers ends the run as usual; only moving to another worker is out of the question.
 */
enum RunState {
    /** A worker has the request; nothing came back yet. */
    SENT,
    /** The head of the answer has come. */
    ANSWERING,
    /** Over; the place at the worker and the reservation are given back. */
    ENDED
}
