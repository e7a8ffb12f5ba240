package faas.localcloud.gateway;

import faas.localcloud.signature.Caller;
import faas.localcloud.url.Callers;
import java.util.List;
import java.util.Optional;

/** The holders of access keys, as function URLs see them. */
public final class UrlCallers implements Callers {
    private final AccessKeys keys;
    private final Authorization authorization;

    public UrlCallers(AccessKeys keys, Authorization authorization) {
        this.keys = keys;
        this.authorization = authorization;
    }

    @Override
    public Optional<Caller> find(String accessKeyId) {
        return keys.caller(accessKeyId);
    }

    @Override
    public boolean mayCall(Caller caller, String functionArn) {
        List<RequiredAccess> required = List.of(
                new RequiredAccess("lambda:InvokeFunctionUrl", functionArn),
                new RequiredAccess("lambda:InvokeFunction", functionArn));
        return keys.holder(caller.accessKeyId())
                .filter(holder -> authorization.denial(holder, () -> required).isEmpty())
                .isPresent();
    }
}
