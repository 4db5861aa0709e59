package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;

class WorkerLinkFuzzTest {

    /** The first byte says where in its life the link is; the rest is what happens to it ({@link LinkProgram}). */
    @FuzzTest
    void noPeerBreaksTheLink(byte[] program) {
        LinkPropertiesTest.driveWorker(program, program.length > 0 && (program[0] & 1) == 0);
    }
}
