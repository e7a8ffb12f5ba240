package faas.architecture.planted.counts.adapter.dynamodb;

import faas.architecture.planted.slots.domain.OtherCapability;

/** Planted: another capability's constant, which the compiler copies, so that the class does not show the import. */
public final class ConstantOfAnotherCapability {
    public static final String KEY = OtherCapability.KEY;

    private ConstantOfAnotherCapability() {}
}
