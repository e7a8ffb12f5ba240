package faas.localcloud.provision;

import java.util.Map;

/**
 * How other resources refer to one.
 *
 * @param ref value of {@code Ref}
 * @param attributes values of {@code Fn::GetAtt}
 */
record Identity(String ref, Map<String, String> attributes) {
    Identity {
        attributes = Map.copyOf(attributes);
    }
}
