package io.orderchannel.events.channel;

import faas.events.EventData;

/** An event of the Channel context. All types carry the assignment's full state. */
public sealed interface ChannelEvent extends EventData {
    /** The assignment at the version that the event announces. */
    AssignmentSnapshot assignment();

    @Override
    default String aggregateId() {
        return assignment().assignmentId();
    }

    @Override
    default long version() {
        return assignment().version();
    }

    /** An assignment's events are about its order. */
    @Override
    default String subject() {
        return assignment().orderId();
    }

    /** A channel took the order and gave it a slot: {@code channel.assigned.v1}. */
    record Assigned(AssignmentSnapshot assignment) implements ChannelEvent {
        public Assigned {
            require(assignment, AssignmentState.ASSIGNED);
        }

        @Override
        public ChannelEventType type() {
            return ChannelEventType.ASSIGNED;
        }
    }

    /**
     * The channel has no slot for the order; {@link AssignmentSnapshot#reason()} says why: {@code channel.rejected.v1}.
     */
    record Rejected(AssignmentSnapshot assignment) implements ChannelEvent {
        public Rejected {
            require(assignment, AssignmentState.REJECTED);
        }

        @Override
        public ChannelEventType type() {
            return ChannelEventType.REJECTED;
        }
    }

    /** The partner has handed the order to delivery: {@code channel.shipped.v1}. */
    record Shipped(AssignmentSnapshot assignment) implements ChannelEvent {
        public Shipped {
            require(assignment, AssignmentState.SHIPPED);
        }

        @Override
        public ChannelEventType type() {
            return ChannelEventType.SHIPPED;
        }
    }

    /** The partner has delivered the order: {@code channel.delivered.v1}. */
    record Delivered(AssignmentSnapshot assignment) implements ChannelEvent {
        public Delivered {
            require(assignment, AssignmentState.DELIVERED);
        }

        @Override
        public ChannelEventType type() {
            return ChannelEventType.DELIVERED;
        }
    }

    /** The partner could not deliver; {@link AssignmentSnapshot#reason()} says why: {@code channel.failed.v1}. */
    record Failed(AssignmentSnapshot assignment) implements ChannelEvent {
        public Failed {
            require(assignment, AssignmentState.FAILED);
        }

        @Override
        public ChannelEventType type() {
            return ChannelEventType.FAILED;
        }
    }

    /**
     * The order has no slot and gets none; {@link AssignmentSnapshot#reason()} says why. The answer to a request for
     * cancellation: {@code channel.released.v1}.
     */
    record Released(AssignmentSnapshot assignment) implements ChannelEvent {
        public Released {
            require(assignment, AssignmentState.RELEASED);
        }

        @Override
        public ChannelEventType type() {
            return ChannelEventType.RELEASED;
        }
    }

    /** The event that announces that state of an assignment. */
    static ChannelEvent of(AssignmentSnapshot assignment) {
        return switch (assignment.state()) {
            case ASSIGNED -> new Assigned(assignment);
            case REJECTED -> new Rejected(assignment);
            case SHIPPED -> new Shipped(assignment);
            case DELIVERED -> new Delivered(assignment);
            case FAILED -> new Failed(assignment);
            case RELEASED -> new Released(assignment);
        };
    }

    private static void require(AssignmentSnapshot assignment, AssignmentState expected) {
        if (assignment.state() != expected) {
            throw new IllegalArgumentException("state is " + assignment.state() + ", expected " + expected);
        }
    }
}
