package io.orderchannel.channel;

import io.orderchannel.channel.slots.adapter.dynamodb.LocalChannels;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SlotConservationIT extends SlotConservationContract {
    private static LocalChannels channels;

    static IntStream seeds() {
        return IntStream.range(0, 8);
    }

    @BeforeAll
    static void start() {
        channels = LocalChannels.start();
    }

    @AfterAll
    static void stop() {
        channels.close();
    }

    @Override
    protected Assignments store() {
        return channels.assignments();
    }

    @Override
    protected int taken(Slots slots) {
        return channels.taken(slots);
    }

    @Override
    protected int steps() {
        return 40;
    }

    @Override
    protected void reached(Set<AssignmentState> states) {
        // So few seeds need not reach every state.
    }
}
