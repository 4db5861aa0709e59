package dev.cocoonsdk.crypto.eventlog;

import java.util.Map;

/** Names of event types (TCG PC Client Platform Firmware Profile, 10.4.1). */
final class EventTypes {

    static final int SEPARATOR = 0x4;
    static final int ACTION = 0x5;
    static final int EFI_VARIABLE_DRIVER_CONFIG = 0x80000001;
    static final int EFI_VARIABLE_BOOT = 0x80000002;
    static final int EFI_VARIABLE_AUTHORITY = 0x800000e0;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x1, "EV_POST_CODE"),
            Map.entry(LogEvent.NO_ACTION, "EV_NO_ACTION"),
            Map.entry(SEPARATOR, "EV_SEPARATOR"),
            Map.entry(ACTION, "EV_ACTION"),
            Map.entry(0x6, "EV_EVENT_TAG"),
            Map.entry(0x7, "EV_S_CRTM_CONTENTS"),
            Map.entry(0x8, "EV_S_CRTM_VERSION"),
            Map.entry(0x9, "EV_CPU_MICROCODE"),
            Map.entry(0xa, "EV_PLATFORM_CONFIG_FLAGS"),
            Map.entry(0xb, "EV_TABLE_OF_DEVICES"),
            Map.entry(0xc, "EV_COMPACT_HASH"),
            Map.entry(0xd, "EV_IPL"),
            Map.entry(0xe, "EV_IPL_PARTITION_DATA"),
            Map.entry(0x12, "EV_OMIT_BOOT_DEVICE_EVENTS"),
            Map.entry(EFI_VARIABLE_DRIVER_CONFIG, "EV_EFI_VARIABLE_DRIVER_CONFIG"),
            Map.entry(EFI_VARIABLE_BOOT, "EV_EFI_VARIABLE_BOOT"),
            Map.entry(0x80000003, "EV_EFI_BOOT_SERVICES_APPLICATION"),
            Map.entry(0x80000004, "EV_EFI_BOOT_SERVICES_DRIVER"),
            Map.entry(0x80000005, "EV_EFI_RUNTIME_SERVICES_DRIVER"),
            Map.entry(0x80000006, "EV_EFI_GPT_EVENT"),
            Map.entry(0x80000007, "EV_EFI_ACTION"),
            Map.entry(0x80000008, "EV_EFI_PLATFORM_FIRMWARE_BLOB"),
            Map.entry(0x80000009, "EV_EFI_HANDOFF_TABLES"),
            Map.entry(0x8000000a, "EV_EFI_PLATFORM_FIRMWARE_BLOB2"),
            Map.entry(0x8000000b, "EV_EFI_HANDOFF_TABLES2"),
            Map.entry(0x8000000c, "EV_EFI_VARIABLE_BOOT2"),
            Map.entry(EFI_VARIABLE_AUTHORITY, "EV_EFI_VARIABLE_AUTHORITY"));

    private EventTypes() {}

    static String name(int type) {
        return NAMES.getOrDefault(type, String.format("type 0x%08x", type));
    }
}
