package faas.localcloud.provision;

/**
 * Knows one resource type. It reads every property that local-cloud carries out, adds to the plan, and says how others
 * refer to the resource. It makes nothing yet.
 */
interface Provisioner {
    /** As {@code AWS::SQS::Queue}. */
    String type();

    Identity plan(Declaration declaration, Plan plan);
}
