package dev.cocoonsdk.network;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ProxyWorkerLinkFuzzTest {

    @FuzzTest
    void noPeerBreaksTheLink(byte[] program) {
        LinkPropertiesTest.driveProxy(program);
        LinkPropertiesTest.driveRequest(program);
    }
}
