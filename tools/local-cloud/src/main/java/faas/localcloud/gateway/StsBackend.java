package faas.localcloud.gateway;

import faas.localcloud.provision.Naming;
import java.util.List;

/** STS: tells callers who they are. */
final class StsBackend implements Backend {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final String WHO = "GetCallerIdentity";

    private final Naming naming;

    StsBackend(Naming naming) {
        this.naming = naming;
    }

    /** None: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        return List.of();
    }

    @Override
    public GatewayReply handle(GatewayRequest request) {
        String action = request.parameters().text("Action");
        if (!action.equals(WHO)) {
            return QueryXml.error(400, "InvalidAction", "STS: local-cloud carries out " + WHO + ", found " + action);
        }
        AccessKeys.Holder caller = request.caller();
        return new QueryXml()
                .element("Arn", caller.arn())
                .element("UserId", userId(caller))
                .element("Account", naming.accountId())
                .response(WHO, NAMESPACE);
    }

    /** Of a role's session it ends with the session's name. */
    private static String userId(AccessKeys.Holder caller) {
        String arn = caller.arn();
        String id = caller.credentials().accessKeyId();
        return arn.contains(":assumed-role/") ? id + ":" + arn.substring(arn.lastIndexOf('/') + 1) : id;
    }
}
