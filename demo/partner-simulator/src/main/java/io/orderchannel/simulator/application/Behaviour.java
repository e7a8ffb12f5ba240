package io.orderchannel.simulator.application;

import java.util.List;

/**
 * What the partner does with an order. The order's data says it: the first of these whose name begins the SKU of any
 * item.
 */
public enum Behaviour {
    /** Takes the notice, but only after a while. */
    SLOW("PARTNER-SLOW"),
    /** Breaks down at the first call about an assignment, and not at later ones. */
    FAILS_ONCE("PARTNER-FAILS-ONCE"),
    /** Breaks down at every call. */
    DOWN("PARTNER-DOWN"),
    /** Ships, and then cannot deliver. */
    FAILS_DELIVERY("PARTNER-FAILS-DELIVERY"),
    /** Takes the notice and is never heard of again. */
    SILENT("PARTNER-SILENT"),
    /** Ships and delivers: what it does with every other order. */
    FINE("");

    private final String prefix;

    Behaviour(String prefix) {
        this.prefix = prefix;
    }

    /** What those SKUs ask for. */
    public static Behaviour of(List<String> skus) {
        for (Behaviour behaviour : values()) {
            for (String sku : skus) {
                if (sku.startsWith(behaviour.prefix)) {
                    return behaviour;
                }
            }
        }
        return FINE;
    }
}
