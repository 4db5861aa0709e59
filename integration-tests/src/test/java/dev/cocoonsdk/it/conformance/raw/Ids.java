package dev.cocoonsdk.it.conformance.raw;

/** Constructor ids, copied by hand from {@code docs/protocol/wire.md} 5. */
public final class Ids {

    public static final int PING = 0xbbe9627c;
    public static final int PONG = 0x0bd4302c;
    public static final int PACKET = 0x9c17baf8;
    public static final int QUERY_ANSWER = 0xc048c311;
    public static final int QUERY_ERROR = 0x4cd2f602;
    public static final int QUERY = 0x3af51908;
    public static final int CONNECTED = 0x636d41d6;
    public static final int CONNECT = 0xa57c4261;

    public static final int TRUE = 0x997275b5;
    public static final int FALSE = 0xbc799737;
    public static final int SIGNED_PAYMENT = 0x02998182;
    public static final int SIGNED_PAYMENT_EMPTY = 0xb347ce64;
    public static final int HTTP_REQUEST = 0x47492de5;
    public static final int HTTP_RESPONSE = 0x1cd0c42b;

    public static final int CLIENT_CONNECT = 0xff5fa0f4;
    public static final int CLIENT_CONNECTED = 0x95317ad1;
    public static final int AUTH_SHORT = 0xd6ffc5af;
    public static final int AUTH_LONG = 0x417bf016;
    public static final int AUTHORIZE_SHORT = 0x6c276723;
    public static final int AUTHORIZE_LONG = 0xd3474303;
    public static final int AUTHORIZED = 0x75d5ac34;
    public static final int AUTHORIZATION_FAILED = 0x60551c96;
    public static final int CLIENT_RUN_QUERY = 0xbc748f32;
    public static final int CLIENT_RUN_QUERY_EX = 0xf54cb74b;
    public static final int CLIENT_ANSWER = 0x9b943922;
    public static final int CLIENT_ERROR = 0x6d60569a;
    public static final int CLIENT_PART = 0xb765de4c;
    public static final int CLIENT_PART_ERROR = 0xd790a022;
    public static final int CLIENT_ANSWER_EX = 0xcd524720;
    public static final int CLIENT_ERROR_EX = 0x072562a8;
    public static final int CLIENT_PART_EX = 0xc07bfaec;
    public static final int CLIENT_REQUEST_PAYMENT = 0xc6bcf127;
    public static final int CLIENT_UPDATE_PAYMENT_STATUS = 0x9ed1c697;
    public static final int CLIENT_PAYMENT_STATUS = 0xaa8a0ecc;
    public static final int GET_WORKER_TYPES = 0x7f062bdb;
    public static final int WORKER_TYPES = 0xf64e0e01;
    public static final int GET_WORKER_TYPES_V2 = 0xb2133d72;
    public static final int WORKER_TYPES_V2 = 0x0cf0dc67;
    public static final int CLIENT_REQUEST_REFUND = 0x238d863d;

    public static final int WORKER_CONNECT = 0xcc484c5d;
    public static final int WORKER_CONNECTED = 0x66bc82ee;
    public static final int COMPARE = 0xdb386501;
    public static final int COMPARED = 0x9054c411;
    public static final int COMPARE_EXTENDED = 0xf8dd9914;
    public static final int COMPARED_EXTENDED = 0x0c10973e;
    public static final int HANDSHAKE_COMPLETE = 0xf843b066;
    public static final int HANDSHAKE_COMPLETED = 0x3ad9b886;
    public static final int ENABLED_DISABLED = 0xb3b71039;
    public static final int NEW_COEFFICIENT = 0x6af092b0;
    public static final int WORKER_UPDATE_PAYMENT_STATUS = 0xdc70a524;
    public static final int WORKER_PAYMENT_STATUS = 0xa88bd701;
    public static final int RUN_QUERY = 0x47182416;
    public static final int RUN_QUERY_EX = 0xc805e7e2;
    public static final int ANSWER = 0x37e5f725;
    public static final int ERROR = 0x669d014e;
    public static final int PART = 0x72eb00ee;
    public static final int PART_ERROR = 0x940e1168;
    public static final int ANSWER_EX = 0x1ce574e8;
    public static final int ERROR_EX = 0x8f7fb0a7;
    public static final int PART_EX = 0x6d85b50f;
    public static final int WORKER_REQUEST_PAYMENT = 0x1436c0d5;

    /** Not of the reference: what our provider sends once after its handshake (docs/protocol-extensions.md 2). */
    public static final int HELLO = 0xa7152e5e;

    private Ids() {}

    /** Eight hex digits, as the tables of the specification show ids. */
    public static String hex(int id) {
        return String.format("%08x", id);
    }
}
