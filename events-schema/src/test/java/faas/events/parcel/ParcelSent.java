package faas.events.parcel;

import faas.events.EventData;
import java.util.Map;

/** A parcel was sent. The second version says what it weighs where the first had two sizes. */
public sealed interface ParcelSent extends EventData {
    /** The heaviest that the first version calls small, in grams. */
    long MOST_GRAMS_OF_SMALL = 2_000;

    /** Size in the first version. */
    enum Size {
        SMALL,
        LARGE
    }

    String parcelId();

    String recipient();

    @Override
    default String aggregateId() {
        return parcelId();
    }

    @Override
    default String subject() {
        return parcelId();
    }

    @Override
    default Map<String, String> attributes() {
        return recipient().startsWith("abroad") ? Map.of("abroad", "true") : Map.of();
    }

    /** {@code parcel.sent.v1}. */
    record V1(String parcelId, long version, String recipient, Size size) implements ParcelSent {
        @Override
        public ParcelEventType type() {
            return ParcelEventType.SENT_V1;
        }
    }

    /** {@code parcel.sent.v2}. */
    record V2(String parcelId, long version, String recipient, long grams) implements ParcelSent {
        @Override
        public ParcelEventType type() {
            return ParcelEventType.SENT_V2;
        }

        V1 asV1() {
            return new V1(parcelId, version, recipient, grams <= MOST_GRAMS_OF_SMALL ? Size.SMALL : Size.LARGE);
        }
    }
}
