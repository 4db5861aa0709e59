package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;

class WorkerLinkFuzzTest {

    @FuzzTest
    void noPeerBreaksTheLink(byte[] program) {
        LinkPropertiesTest.driveWorker(program);
        LinkPropertiesTest.driveReadyWorker(program);
    }
}
