package dev.cocoonsdk.ton.cell;

import dev.cocoonsdk.core.Hash256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one bag in the cell order of the C++ nodes.
 *
 * <p>That order comes from three steps. Cells are collected children first, equal ones once. Each gets a weight, the size of its
 * subtree, cut from the top down so that a subtree holds at most {@value #SUBTREE_LIMIT} cells; a cell whose subtree is cut becomes
 * the root of a group of its own. Then positions are given out from the end of the bag, the last child first, groups before what
 * refers to them.
 */
final class BocWriter {

    private static final int SUBTREE_LIMIT = 63;
    private static final int MAX_WEIGHT = 255;
    private static final int HEADER_BYTES = 6;
    private static final int[] MAGIC = {0xb5, 0xee, 0x9c, 0x72};

    private enum State {
        NEW,
        PREVIEWED,
        VISITED
    }

    private static final class Node {
        final Cell cell;
        final int[] refs;
        int weight;
        boolean group;
        State state = State.NEW;
        int position = -1;

        Node(Cell cell) {
            this.cell = cell;
            this.refs = new int[cell.refs()];
        }
    }

    /** A node under way and its next child, counted down. */
    private static final class Frame {
        final Node node;
        final boolean visit;
        int child;

        Frame(Node node, boolean visit) {
            this.node = node;
            this.visit = visit;
            this.child = node.refs.length - 1;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Hash256, Integer> known = new HashMap<>();
    private final List<Node> ordered = new ArrayList<>();
    private final int[] roots;

    BocWriter(List<Cell> roots) {
        this.roots = new int[roots.size()];
        for (int i = 0; i < this.roots.length; i++) {
            this.roots[i] = collect(roots.get(i));
        }
        if (this.roots.length > nodes.size()) {
            throw new CellException("bag of cells: " + this.roots.length + " roots (expected: <= " + nodes.size()
                    + ", the number of distinct cells)");
        }
    }

    byte[] write() {
        limitWeights();
        markGroups();
        for (int root : roots) {
            walk(nodes.get(root), false);
            walk(nodes.get(root), true);
        }
        for (int root : roots) {
            place(nodes.get(root));
        }
        return serialize();
    }

    private int collect(Cell root) {
        Deque<Frame> pending = new ArrayDeque<>();
        push(pending, root);
        while (!pending.isEmpty()) {
            Frame frame = pending.element();
            Cell cell = frame.node.cell;
            int next = cell.refs() - 1 - frame.child;
            if (next == cell.refs()) {
                add(frame.node);
                pending.pop();
                continue;
            }
            Integer index = known.get(cell.ref(next).hash());
            if (index == null) {
                push(pending, cell.ref(next));
            } else {
                frame.node.refs[next] = index;
                frame.child--;
            }
        }
        return indexOf(root);
    }

    private void push(Deque<Frame> pending, Cell cell) {
        cell.requireContent();
        if (!known.containsKey(cell.hash())) {
            pending.push(new Frame(new Node(cell), false));
        }
    }

    private void add(Node node) {
        if (nodes.size() == BagOfCells.MAX_CELLS) {
            throw new CellException("bag of cells: more than " + BagOfCells.MAX_CELLS + " cells");
        }
        int weight = 1;
        for (int ref : node.refs) {
            weight += nodes.get(ref).weight;
        }
        node.weight = Math.min(MAX_WEIGHT, weight);
        known.put(node.cell.hash(), nodes.size());
        nodes.add(node);
    }

    private int indexOf(Cell cell) {
        Integer index = known.get(cell.hash());
        if (index == null) {
            throw new IllegalStateException("cell was not collected");
        }
        return index;
    }

    /** From the top down: what a child may weigh, the room that light children leave going to heavy ones. */
    private void limitWeights() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            int[] refs = nodes.get(i).refs;
            int room = SUBTREE_LIMIT;
            List<Node> heavy = new ArrayList<>(refs.length);
            for (int j = 0; j < refs.length; j++) {
                Node child = nodes.get(refs[j]);
                if (child.weight <= (SUBTREE_LIMIT + j) / refs.length) {
                    room -= child.weight;
                } else {
                    heavy.add(child);
                }
            }
            for (Node child : heavy) {
                child.weight = Math.min(child.weight, room++ / heavy.size());
            }
        }
    }

    private void markGroups() {
        for (Node node : nodes) {
            int weight = 1;
            for (int ref : node.refs) {
                weight += nodes.get(ref).weight;
            }
            node.group = weight > node.weight;
            node.weight = node.group ? 0 : weight;
        }
    }

    /**
     * Previews a node (looks for groups below and visits those) or visits it (visits its children, then gives them positions).
     */
    private void walk(Node start, boolean visit) {
        Deque<Frame> pending = new ArrayDeque<>();
        enter(pending, start, visit);
        while (!pending.isEmpty()) {
            Frame frame = pending.element();
            if (frame.child >= 0) {
                Node child = nodes.get(frame.node.refs[frame.child--]);
                enter(pending, child, frame.visit || child.group);
                continue;
            }
            pending.pop();
            if (frame.visit) {
                for (int j = frame.node.refs.length - 1; j >= 0; j--) {
                    place(nodes.get(frame.node.refs[j]));
                }
            }
            frame.node.state = frame.visit ? State.VISITED : State.PREVIEWED;
        }
    }

    private static void enter(Deque<Frame> pending, Node node, boolean visit) {
        boolean done = node.position >= 0 || (visit ? node.state == State.VISITED : node.state != State.NEW);
        if (done) {
            return;
        }
        pending.push(new Frame(node, visit));
        if (visit && node.group && node.state == State.NEW) {
            pending.push(new Frame(node, false));
        }
    }

    private void place(Node node) {
        if (node.position < 0) {
            node.position = ordered.size();
            ordered.add(node);
        }
    }

    private byte[] serialize() {
        int count = ordered.size();
        int refBytes = bytesFor(count);
        long length = 0;
        for (Node node : ordered) {
            length += 2 + node.cell.dataBytes() + (long) node.refs.length * refBytes;
        }
        int offsetBytes = bytesFor(length);
        long total = HEADER_BYTES + (3L + roots.length) * refBytes + offsetBytes + length;
        byte[] boc = new byte[Math.toIntExact(total)];
        int at = writeHeader(boc, refBytes, offsetBytes, length);
        for (int i = count - 1; i >= 0; i--) {
            Node node = ordered.get(i);
            at = node.cell.writeHeader(boc, at);
            for (int ref : node.refs) {
                at = writeNumber(boc, at, count - 1 - nodes.get(ref).position, refBytes);
            }
        }
        return boc;
    }

    private int writeHeader(byte[] boc, int refBytes, int offsetBytes, long length) {
        int at = 0;
        for (int octet : MAGIC) {
            boc[at++] = (byte) octet;
        }
        boc[at++] = (byte) refBytes;
        boc[at++] = (byte) offsetBytes;
        int count = ordered.size();
        at = writeNumber(boc, at, count, refBytes);
        at = writeNumber(boc, at, roots.length, refBytes);
        at = writeNumber(boc, at, 0, refBytes);
        at = writeNumber(boc, at, length, offsetBytes);
        for (int root : roots) {
            at = writeNumber(boc, at, count - 1 - nodes.get(root).position, refBytes);
        }
        return at;
    }

    private static int writeNumber(byte[] target, int at, long value, int bytes) {
        Bits.write(target, 8 * at, value, 8 * bytes);
        return at + bytes;
    }

    private static int bytesFor(long value) {
        return (71 - Long.numberOfLeadingZeros(value)) / 8;
    }
}
